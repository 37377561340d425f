/** How the exhibit file wants its page to be shown, and what it lets the page do, in a real session. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Hands } from '../lab/hands.ts';
import { theElectron } from '../support/electron.ts';
import { describeWith, missingForShell } from '../support/needs.ts';
import { Exhibit } from './exhibit.ts';
import { HOLDING, Rig } from './rig.ts';

const PAGE = { red: 0x9a, green: 0x30, blue: 0x60 };
const OTHER = { red: 0x20, green: 0xa0, blue: 0x20 };
const SIZE = [1280, 720] as const;
/** Where the mouse is put: its picture lies right below. */
const SPOT = { x: 640, y: 200 } as const;

describeWith('how a page is shown', missingForShell, () => {
  let rig: Rig;
  let hands: Hands;
  let folder: string;
  let exhibit: Exhibit;
  let elsewhere: Exhibit;

  beforeAll(async () => {
    rig = await Rig.start(theElectron(), SIZE.join('x'));
    hands = new Hands(rig.session, SIZE);
    folder = mkdtempSync(join(tmpdir(), 'invigil-settings-'));
    chmodSync(folder, 0o755);
  });
  afterAll(async () => {
    await hands?.close();
    await rig?.end();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    [exhibit, elsewhere] = [new Exhibit(PAGE), new Exhibit(OTHER)];
    await Promise.all([exhibit.open(), elsewhere.open()]);
  });
  afterEach(async (context) => {
    if (context.task.result?.state === 'fail') console.error(rig.output, exhibit.told, elsewhere.told);
    await rig.kill();
    await Promise.all([exhibit.close(), elsewhere.close()]);
  });

  type Settings = NonNullable<NonNullable<Parameters<Rig['show']>[1]>['settings']>;

  async function shown(settings: Settings, more: readonly string[] = []): Promise<void> {
    rig.launch({}, more);
    await rig.ready();
    rig.show(exhibit.url, { settings });
    await rig.until('page shown', () => rig.told('shown') === 1);
    await rig.until('the page listens', () => exhibit.pages === 1);
  }

  /** What a page says of itself: the value of a script, as text. */
  async function asked(script: string, of = exhibit): Promise<string> {
    const before = of.told.length;
    of.order(
      `Promise.resolve((async () => { ${script} })()).catch((error) => error.name).then((value) => navigator.sendBeacon('/told', '' + value))`,
    );
    await rig.until(`an answer to ${script}`, () => of.told.length > before);
    return of.told.at(-1) ?? '';
  }

  it('goes to the origins that are allowed, and comes back', async () => {
    await shown({ allow: [new URL(elsewhere.url).origin] });
    exhibit.order(`location = '${elsewhere.url}'`);
    await rig.sees('the other page', OTHER);
    await rig.until('the other page listens', () => elsewhere.pages === 1);
    elsewhere.order(`location = '${exhibit.url}'`);
    await rig.sees('the page', PAGE);
    expect(rig.told('failed')).toBe(0);
  });

  it('grants what it names and nothing else', async () => {
    await shown({ permissions: ['camera', 'fullscreen'] }, ['--use-fake-device-for-media-stream']);
    const media = (what: string) => asked(`return (await navigator.mediaDevices.getUserMedia(${what})).getTracks().length`);
    expect(await media('{ video: true }')).toBe('1');
    expect(await media('{ audio: true }')).toBe('NotAllowedError');
    expect(await media('{ video: true, audio: true }')).toBe('NotAllowedError');
    exhibit.order(`onclick = () => document.body.requestFullscreen()`);
    await rig.until('full screen', async () => {
      hands.mouse('click 640 360');
      return (await asked('return document.fullscreenElement !== null')) === 'true';
    });
    await asked('await document.exitFullscreen()');
    expect(await rig.windows()).toMatchObject([{ fullscreen_mode: 1 }]);
  });

  it('is as large as wanted, wherever it goes', async () => {
    await shown({ zoom: 2, allow: [new URL(elsewhere.url).origin] });
    expect(await asked('return innerWidth')).toBe('640');
    exhibit.files.set('/again', `<script>navigator.sendBeacon('/told', 'again ' + innerWidth); location = '${elsewhere.url}'</script>`);
    exhibit.order(`location = '/again'`);
    await rig.until('the next page', () => exhibit.told.includes('again 640'));
    await rig.until('the other page listens', () => elsewhere.pages === 1);
    expect(await asked('return innerWidth', elsewhere)).toBe('640');
    rig.strike(rig.lastRenderer());
    await rig.until('page shown again', () => rig.told('shown') === 2);
    await rig.until('the page listens', () => exhibit.pages === 1);
    expect(await asked('return innerWidth')).toBe('640');
  });

  it('hides the mouse pointer on everything, and shows it where it is wanted', async () => {
    const seen = async () => {
      const { red, green, blue } = await rig.session.pixel(SPOT.x + 2, SPOT.y + 6);
      return [red, green, blue].join();
    };
    const point = () => {
      for (const x of [SPOT.x + 9, SPOT.x]) hands.mouse(`move ${x} ${SPOT.y}`);
    };
    exhibit.files.set('/frame', '<body style="margin:0;background:rgb(154,48,96);cursor:wait!important">');
    await shown({ cursor: 'hidden' });
    exhibit.order(
      `document.querySelector('div').remove(); document.head.insertAdjacentHTML('beforeend', '<style>* { cursor: move !important }</style>')`,
    );
    point();
    await rig.beats(1);
    const page = [PAGE.red, PAGE.green, PAGE.blue].join();
    expect(await seen()).toBe(page);
    await asked(
      `const f = document.createElement('iframe'); f.src = '/frame'; f.style = 'position:fixed;inset:0;width:100%;height:100%;border:0'; document.body.append(f); await new Promise((r) => f.onload = r)`,
    );
    point();
    await rig.beats(1);
    expect(await seen()).toBe(page);
    rig.tell({ type: 'hold' });
    await rig.sees('the holding page', HOLDING);
    point();
    await rig.beats(1);
    expect(await seen()).toBe([HOLDING.red, HOLDING.green, HOLDING.blue].join());
    rig.show(exhibit.url);
    await rig.until('page shown again', () => rig.told('shown') === 2);
    point();
    await rig.until('the pointer', async () => (await seen()) !== page);
  });

  it('keeps what the page has stored, or begins each start without it', async () => {
    const store = `localStorage.visits = Number(localStorage.visits ?? 0) + 1; return localStorage.visits`;
    for (const storage of ['keep', 'clear'] as const) {
      await shown({ storage });
      expect(await asked(store)).toBe('1');
      // In the same start nothing is lost: neither by a refresh nor by another order.
      rig.tell({ type: 'refresh' });
      await rig.until('page shown again', () => rig.told('shown') === 2);
      await rig.until('the page listens', () => exhibit.pages === 1);
      expect(await asked(store)).toBe('2');
      rig.tell({ type: 'stop', grace_ms: 5000 });
      expect(await rig.exited()).toBe(0);
      rig.launch({}, [], {}, 'the same profile');
      await rig.ready();
      rig.show(exhibit.url, { settings: { storage } });
      await rig.until('page shown', () => rig.told('shown') === 1);
      await rig.until('the page listens', () => exhibit.pages === 1);
      expect(await asked('return localStorage.visits')).toBe(storage === 'keep' ? '2' : 'undefined');
      await rig.kill();
    }
  });

  it('has styles of a file, as it is at each load, and is shown without one that is not there', async () => {
    const css = join(folder, 'kiosk.css');
    await shown({ css });
    await rig.sees('the page', PAGE);
    expect(rig.output).toContain(`without the styles of ${css}`);
    writeFileSync(css, 'body { background: rgb(32, 160, 32) !important }', { mode: 0o644 });
    rig.tell({ type: 'refresh' });
    await rig.sees('the styles', OTHER);
    exhibit.files.set('/next', `<body style="background:red"><script>navigator.sendBeacon('/told', 'next')</script>`);
    exhibit.order(`location = '/next'`);
    await rig.until('the next page', () => exhibit.told.includes('next'));
    await rig.sees('the styles', OTHER);
  });

  it('sends its headers to its own origin, and to no other', async () => {
    const got: (string | undefined)[] = [];
    const note = (server: Exhibit, path: string, then: { status: number; location?: string }) =>
      server.routes.set(path, (request, response) => {
        got.push(`${path} ${request.headers['x-key']}`);
        const more = then.location === undefined ? {} : { location: then.location };
        response.writeHead(then.status, { 'access-control-allow-origin': '*', 'content-type': 'text/html', ...more }).end();
      });
    note(exhibit, '/own', { status: 200 });
    note(elsewhere, '/theirs', { status: 200 });
    note(exhibit, '/away', { status: 302, location: `${elsewhere.url}theirs` });
    await shown({ headers: { 'X-Key': 'secret' } });
    await asked(`await fetch('/own'); await fetch('${elsewhere.url}theirs'); await fetch('/away')`);
    expect(got).toEqual(['/own secret', '/theirs undefined', '/away secret', '/theirs undefined']);
  });

  it('plays by itself', async () => {
    await shown({});
    const play = `const c = new AudioContext(); await new Promise((r) => setTimeout(r, 200)); return c.state`;
    expect(await asked(play)).toBe('running');
  });
});
