/** The page's client in real browsers that are not ours, and at the door that it posts to. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Bench, bench, by, instance, until, ZMQ } from '../heartbeat/support.ts';
import { describeWith } from '../support/needs.ts';
import { missingPrograms } from '../support/programs.ts';
import { addedLines, codeBlocks } from './added.ts';

const folder = join(import.meta.dirname, '../../resources/clients/browser');
const about = { service: 'core', instance: 1 };

const FILES: Readonly<Record<string, string>> = {
  '/': readFileSync(join(folder, 'examples/with.html'), 'utf8'),
  '/invigil.js': readFileSync(join(folder, 'invigil.js'), 'utf8'),
  '/invigil.mjs': readFileSync(join(folder, 'invigil.mjs'), 'utf8'),
  '/everything': `<!doctype html><script type="module">
    import { beat, busy, error, health, metric } from './invigil.mjs';
    health('gl', 'warning', 'slow'); metric('fps', 60, { room: 2 }); error(new TypeError('no frame')); busy(2000, 'loading'); beat({ progress: 7 });
  </script>`,
};

/** The exhibit's own server: another origin than the door's. */
async function serve(): Promise<string> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://exhibit').pathname;
    response
      .writeHead(path in FILES ? 200 : 404, { 'content-type': path.endsWith('js') ? 'text/javascript' : 'text/html' })
      .end(FILES[path]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function door({ heartbeats }: Bench): string {
  const { INVIGIL_HTTP } = heartbeats.open(instance(1), by(ZMQ, { showsPages: true }));
  if (INVIGIL_HTTP === undefined) throw new Error('no address for pages');
  return INVIGIL_HTTP;
}

describe('the example', () => {
  it('adds at most 2 lines, those that the docs show', () => {
    const added = addedLines(join(folder, 'examples/without.html'), join(folder, 'examples/with.html'));
    expect(added.length, added.join('\n')).toBeLessThanOrEqual(2);
    expect(codeBlocks('clients-page.md', 'html')).toContain(FILES['/']);
  });
});

it('a plain POST of one message is enough', async () => {
  const here = await bench();
  const post = (message: object) => fetch(door(here), { method: 'POST', body: JSON.stringify(message) });
  expect((await post({ type: 'beat', progress: 3 })).status).toBe(204);
  expect(here.events).toEqual([
    { ...about, type: 'ready' },
    { ...about, type: 'beat', progress: 3 },
  ]);
});

const chromium = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].find(
  (program) => missingPrograms([program]).length === 0,
);

describeWith('a page in Chromium', chromium === undefined ? ['chromium'] : [], () => {
  it('beats by the two lines of the example', async () => {
    const here = await bench();
    browse(`${await serve()}/?invigil=${door(here)}`);
    const beats = () => here.events.flatMap((event) => (event.type === 'beat' ? [event.progress ?? 0] : []));
    await soon(() => beats().length >= 3);
    expect(here.events[0]).toEqual({ ...about, type: 'ready' });
    expect(beats()).toEqual([...new Set(beats())].sort((a, b) => a - b));
  });

  it('reports all the rest, as a module and with the address encoded', async () => {
    const here = await bench();
    browse(`${await serve()}/everything?invigil=${encodeURIComponent(door(here))}`);
    await soon(() => here.events.some(({ type }) => type === 'beat'));
    await soon(() => ['checks', 'metric', 'error', 'message'].every((type) => here.reports.some((report) => report.type === type)));
    expect(here.events).toContainEqual({ ...about, type: 'busy', forMs: 2000 });
    expect(here.reports.find(({ type }) => type === 'error')).toMatchObject({ message: 'no frame', fatal: false });
  });
});

/** A real browser takes its time to start on a busy machine. */
async function soon(holds: () => boolean): Promise<void> {
  const end = performance.now() + 40_000;
  while (!holds() && performance.now() < end) await until(holds, Boolean).catch(() => undefined);
  expect(holds()).toBe(true);
}

function browse(url: string): void {
  const profile = mkdtempSync(join(tmpdir(), 'invigil-chromium-'));
  const options = ['--headless=new', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update'];
  const more = ['--disable-sync', '--password-store=basic', `--user-data-dir=${profile}`];
  // Chromium refuses its sandbox to root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(chromium ?? '', [...options, ...more, ...sandbox, url], { stdio: 'ignore', detached: true });
  onTestFinished(async () => {
    await killGroup(child);
    rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
  });
}

async function killGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const gone = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await gone;
}
