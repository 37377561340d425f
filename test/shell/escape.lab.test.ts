/**
 * A page that is against us, and a visitor who tries everything, with real keys and clicks in a real session: nothing of it may be seen.
 * After each group there is one window, full screen, with the page on it; nothing else was loaded over it, and no other program started.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Cdp } from '../lab/cdp.ts';
import { Hands } from '../lab/hands.ts';
import { theElectron } from '../support/electron.ts';
import { describeWith, missingForShell, testWith } from '../support/needs.ts';
import { type Attempt, Attempts } from './attempts.ts';
import { Exhibit } from './exhibit.ts';
import { HOLDING, Rig } from './rig.ts';
import { BY_ITSELF, FRAMED, KEYS, TOUCHED } from './ways-out.ts';

const noOpenssl = spawnSync('openssl', ['version']).status !== 0;
const PAGE = { red: 0x9a, green: 0x30, blue: 0x60 };
const OTHER = { red: 0x20, green: 0xa0, blue: 0x20 };
const SIZE = [1280, 720] as const;
/** Between two clicks for the same attempt: longer than one takes. */
const CLICK_MS = 3000;
const FAKES = ['--use-fake-device-for-media-stream'];

describeWith('ways out of a page', missingForShell, () => {
  let rig: Rig;
  let hands: Hands;
  let exhibit: Exhibit;
  let elsewhere: Exhibit;
  let third: Exhibit;
  let folder: string;

  beforeAll(async () => {
    rig = await Rig.start(theElectron(), SIZE.join('x'));
    hands = new Hands(rig.session, SIZE);
    // What would start another program: it leaves a mark instead.
    folder = mkdtempSync(join(tmpdir(), 'invigil-escape-'));
    chmodSync(folder, 0o777);
    for (const name of ['xdg-open', 'gio', 'kde-open', 'gnome-open', 'x-www-browser']) {
      writeFileSync(join(folder, name), `#!/bin/sh\necho "$0 $*" >> ${join(folder, 'started')}\n`, { mode: 0o755 });
    }
  });
  afterAll(async () => {
    await hands?.close();
    await rig?.end();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    [exhibit, elsewhere, third] = [new Exhibit(PAGE), new Exhibit(OTHER), new Exhibit(OTHER)];
    await Promise.all([exhibit, elsewhere, third].map((server) => server.open()));
    exhibit.routes.set('/elsewhere', (_request, response) => void response.writeHead(302, { location: elsewhere.url }).end());
    exhibit.routes.set('/download', (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/zip', 'content-disposition': 'attachment; filename="out.zip"' }).end('x');
    });
    exhibit.files.set('/plain', 'plain');
    exhibit.files.set(
      '/worker.js',
      `onmessage = ({ data, source }) => clients.openWindow(data).then(() => source.postMessage('opened'), (error) => source.postMessage(error.name));
       onactivate = () => clients.claim();`,
    );
  });
  afterEach(async (context) => {
    if (context.task.result?.state === 'fail') {
      console.error(rig.output, JSON.stringify(rig.messages.filter(({ type }) => type !== 'beat')), await rig.windows());
      await rig.shot('escape');
    }
    await rig.kill();
    await Promise.all([exhibit, elsewhere, third].map((server) => server.close()));
  });

  async function shown(showing: Parameters<Rig['show']>[1] = {}, more: readonly string[] = []): Promise<void> {
    rig.launch({}, [...FAKES, ...more], { PATH: `${folder}:${process.env['PATH']}` });
    await rig.ready();
    rig.show(exhibit.url, showing);
    await rig.until('page shown', () => rig.told('shown') === 1);
    await rig.until('the page listens', () => exhibit.pages === 1);
    await rig.sees('the page', PAGE);
  }

  /** The picture is the page's, whole, alone and alive. */
  async function unmoved(colour = PAGE): Promise<void> {
    await rig.beats(1);
    const seen = (await rig.windows()).map(({ name, app_id, fullscreen_mode }) => ({ name, app_id, fullscreen_mode }));
    expect(seen).toEqual([{ name: 'The Lantern Room', app_id: 'org.invigil.Invigil.display', fullscreen_mode: 1 }]);
    await rig.sees('the page', colour);
    expect(rig.told('failed') + rig.told('reloading')).toBe(0);
    expect([exhibit.loads, elsewhere.loads]).toEqual([1, 0]);
    expect(existsSync(join(folder, 'started')) ? readFileSync(join(folder, 'started'), 'utf8') : '').toBe('');
  }

  /** With the mouse, until it was seen: its first click may go nowhere. */
  async function repeated(what: string, action: string, seen: () => boolean): Promise<void> {
    let done = Number.NEGATIVE_INFINITY;
    await rig.until(what, () => {
      if (seen()) return true;
      if (performance.now() - done > CLICK_MS) {
        done = performance.now();
        hands.mouse(action);
      }
      return false;
    });
  }

  async function made({ way }: Attempt, outcome: () => string | undefined, when: 'now' | 'at a click'): Promise<void> {
    const [what, isThere] = [`what came of: ${way}`, () => outcome() !== undefined];
    await (when === 'now' ? rig.until(what, isThere) : repeated(what, 'click 640 360', isThere));
  }

  /** Makes them one after the other, and looks at the screen after each few. */
  async function tryAll(ways: readonly Attempt[], attempts: Attempts, when: 'now' | 'at a click', colour = PAGE): Promise<void> {
    const wrong: string[] = [];
    for (const [number, way] of ways.entries()) {
      const script = way.script.replaceAll('ELSEWHERE', elsewhere.url);
      const outcome = attempts.begin({ ...way, script }, when);
      await made(way, outcome, when);
      if (!(way.outcome ?? /./).test(outcome() ?? '')) wrong.push(`${way.way}: ${outcome()}`);
      const windows = await rig.windows();
      if (windows.length !== 1) throw new Error(`${way.way}: ${windows.map(({ name }) => name).join(', ')}`);
      if (number % 12 === 11) await unmoved(colour);
    }
    expect(wrong).toEqual([]);
    await unmoved(colour);
  }

  it('keys', async () => {
    await shown();
    exhibit.order(`window.keys = []; onkeydown = ({ key }) => /^(Control|Shift|Alt)$/.test(key) || keys.push(key)`);
    const pressed = KEYS.flatMap((key) => {
      const [name = '', modifiers] = key.split(' ').reverse();
      const held = modifiers?.split('+') ?? [];
      return [...held.flatMap((one) => ['-M', one]), '-k', name, ...held.flatMap((one) => ['-m', one])];
    });
    await hands.keys(...pressed);
    // That the keys came at all: most of them reach the page.
    await rig.until('the keys', () => {
      exhibit.order(`navigator.sendBeacon('/told', keys.length)`);
      return Number(exhibit.told.at(-1)) >= KEYS.length;
    });
    await unmoved();
  });

  it('what a page does by itself', async () => {
    await shown();
    await tryAll(BY_ITSELF, new Attempts(exhibit), 'now');
    expect(rig.output).toContain(`kept the page from going to ${elsewhere.url}`);
    expect(rig.output).toContain('kept the page from going to mailto:');
  });

  it('what a page does when it is touched', async () => {
    await shown();
    await tryAll(TOUCHED, new Attempts(exhibit), 'at a click');
  });

  it('clicks of every button, and a drag', async () => {
    await shown();
    exhibit.order(`const a = document.createElement('a'); a.href = '${elsewhere.url}'; a.style = 'position:fixed;inset:0;cursor:help'; document.body.append(a);
      for (const type of ['click', 'auxclick', 'contextmenu', 'dragstart']) addEventListener(type, () => navigator.sendBeacon('/told', type));`);
    for (const [type, action] of [
      ['click', 'click 640 360'],
      ['auxclick', 'click 640 360 middle'],
      ['contextmenu', 'click 640 360 right'],
      ['dragstart', 'drag 300 300 700 500'],
    ] as const) {
      await repeated(type, action, () => exhibit.told.includes(type));
      await unmoved();
    }
    expect(rig.output).toContain(`kept the page from going to ${elsewhere.url}`);
  });

  describe('in a frame from another origin', () => {
    beforeEach(async () => {
      const script = "new EventSource('/orders').onmessage = ({ data }) => (0, eval)(data)";
      elsewhere.files.set('/frame', `<body style="margin:0;background:rgb(32,160,32)"><script>${script}</script>`);
      await shown();
      exhibit.order(`const f = document.createElement('iframe'); f.src = '${elsewhere.url}frame';
        f.style = 'position:fixed;inset:0;width:100%;height:100%;border:0'; document.body.append(f)`);
      await rig.until('the frame listens', () => elsewhere.pages === 1);
      await rig.sees('the frame', OTHER);
    });

    it('what it does when it is touched', async () => {
      await tryAll(FRAMED, new Attempts(elsewhere), 'at a click', OTHER);
    });

    it('a link in it to a third origin', async () => {
      elsewhere.order(`addEventListener('click', () => location = '${third.url}')`);
      await rig.until('the attempt is noted', async () => {
        hands.mouse('click 640 360');
        await rig.beats(1);
        return rig.output.includes(`kept a frame of the page from going to ${third.url}`);
      });
      expect(third.loads).toBe(0);
      expect(await rig.windows()).toHaveLength(1);
    });
  });

  it('nothing at all: a page that went there is brought back', async () => {
    await shown();
    exhibit.order(`location = 'about:blank'`);
    await rig.until('page shown again', () => rig.told('shown') === 2);
    await rig.sees('the page', PAGE);
    expect(rig.messages.find(({ state }) => state === 'failed')).toMatchObject({
      message: expect.stringContaining('it went to about:blank'),
    });
  });

  testWith('questions of a server: a password, a certificate of its own', noOpenssl ? ['openssl'] : [], async () => {
    exhibit.routes.set('/locked', (_request, response) => {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="out"', 'content-type': 'text/html' }).end('locked');
    });
    rig.launch();
    await rig.ready();
    rig.show(`${exhibit.url}locked`);
    await rig.until('the refusal is told', () => rig.told('failed') === 1);
    expect(rig.messages.at(-1)).toMatchObject({ message: expect.stringContaining('401') });
    const server = await selfSigned(folder);
    try {
      rig.show(`https://127.0.0.1:${server.port}/`);
      await rig.until('the refusal is told', () => rig.told('failed') === 2);
      expect(rig.messages.findLast(({ state }) => state === 'failed')).toMatchObject({
        message: expect.stringContaining('ERR_CERT_AUTHORITY_INVALID'),
      });
    } finally {
      server.close();
    }
    await rig.sees('the holding page', HOLDING);
    expect(await rig.windows()).toHaveLength(1);
  });

  it('fingers and wheels that enlarge, files that are dropped', async () => {
    await shown({}, ['--remote-debugging-port=0']);
    const port = Number(/DevTools listening on ws:\/\/127[.]0[.]0[.]1:(\d+)/.exec(rig.output)?.[1]);
    const cdp = await Cdp.connect(port, exhibit.url);
    try {
      await cdp.send('Input.synthesizePinchGesture', { x: 640, y: 360, scaleFactor: 2 });
      for (const deltaY of [-120, -120, 120])
        await cdp.send('Input.dispatchMouseEvent', { type: 'mouseWheel', x: 640, y: 360, deltaX: 0, deltaY, modifiers: 2 });
      const data = { items: [], files: ['/etc/passwd'], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop']) await cdp.send('Input.dispatchDragEvent', { type, x: 640, y: 360, data });
    } finally {
      cdp.close();
    }
    exhibit.order(`navigator.sendBeacon('/told', [visualViewport.scale, innerWidth, innerHeight, location.href].join(' '))`);
    await rig.until('its size', () => exhibit.told.length === 1);
    expect(exhibit.told).toEqual([`1 1280 720 ${exhibit.url}`]);
    await unmoved();
  });
});

/** A server whose certificate nobody knows. */
async function selfSigned(folder: string): Promise<{ readonly port: number; close(): void }> {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const how = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  execFileSync('openssl', ['req', ...how, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_request, response) =>
    response.end('<title>in</title>'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}
