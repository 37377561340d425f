/** Trials of real programs through the real command line. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findMarked } from '../../../electron/process/marked.ts';
import { until } from '../../support/until.ts';
import { type Ended, type Place, placeForEachTest } from '../invigil.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');

/** A shell program that writes its health document five times a second. */
const HEALTH_LOOP = `while :; do
  echo '{"service_name":"x","overall_status":"healthy","checks":[],"last_updated":"'$(date +%Y-%m-%dT%H:%M:%S.%NZ)'"}' >"$INVIGIL_HEALTH_FILE.new"
  mv "$INVIGIL_HEALTH_FILE.new" "$INVIGIL_HEALTH_FILE"
  sleep 0.2
done`;

let place: Place;

placeForEachTest((made) => {
  place = made;
});

/** Runs a trial to its end and reads its document. */
async function tryOut(
  options: readonly string[],
  ...command: string[]
): Promise<Ended & { readonly found: ReturnType<typeof JSON.parse> }> {
  const ended = await place.invigil('try', '--json', ...options, '--', ...command);
  return { ...ended, found: JSON.parse(ended.out === '' ? 'null' : ended.out) };
}

/** Runtime folders of trials, as their programs find them. */
function folders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('invigil-try-'));
}

describe('signs of life', () => {
  it.each([
    ['zmq', ['node', 'beat-zmq.mjs', '--interval', '200']],
    ['notify', ['python3', 'beat-notify.py', '--interval', '200']],
    ['file', ['beat-file.sh', 'json', '0.2']],
    ['health-file', ['sh', '-c', HEALTH_LOOP]],
  ])('over %s are heard, measured, and suggested in a table that check accepts', async (kind, [program = '', ...args]) => {
    const words = [program, ...args].map((word) => (/^[\w-]+\.(mjs|py|sh)$/.test(word) ? join(FIXTURES, word) : word));
    const { exit, found } = await tryOut(['--for', '3s'], ...words);
    expect({ exit, warnings: found.warnings }).toEqual({ exit: 0, warnings: [] });
    const [heard] = found.heard.kinds;
    expect(heard).toMatchObject({ kind, beats: expect.any(Number), medianMs: expect.any(Number), longestMs: expect.any(Number) });
    expect(found).toMatchObject({ readyMs: expect.any(Number), ending: { by: 'stopped' }, memory: { mostBytes: expect.any(Number) } });

    mkdirSync(join(place.folder, 'exhibit'));
    writeFileSync(join(place.folder, 'exhibit/exhibit.toml'), `schema = 1\n[exhibit]\nname = "lantern"\n${found.table}`);
    const checked = await place.invigil('check', '--effective', '--json', 'exhibit');
    expect(checked).toMatchObject({ exit: 0, err: '' });
    expect(found.table).toContain(`kind = "${kind}"`);
  });

  it('that come without readiness are told', async () => {
    const { exit, found } = await tryOut(['--for', '1s'], 'python3', join(FIXTURES, 'beat-notify.py'), '--never-ready');
    expect(exit).toBe(1);
    expect(found).toMatchObject({ readyMs: null, warnings: [{ what: expect.stringContaining('never READY=1') }] });
  });

  it('that end while the program goes on are told', async () => {
    const { exit, found } = await tryOut(['--for', '4s'], 'node', join(FIXTURES, 'beat-zmq.mjs'), '--freeze-after', '1000');
    expect(exit).toBe(1);
    expect(found.warnings).toMatchObject([
      { what: expect.stringContaining('had to be killed') },
      { what: expect.stringContaining('stopped beating') },
    ]);
  });

  it('come with progress, patience and words, and are shown as they come', async () => {
    const { err, out } = await place.invigil(
      'try',
      '--for',
      '3s',
      '--',
      process.execPath,
      join(FIXTURES, 'beat-zmq.mjs'),
      '--busy-after',
      '800',
    );
    expect(err).toMatch(/^ {3}0\.\d s {2}started as process \d+$/m);
    expect(err).toMatch(/^ +[\d.]+ s {2}first beat \(zmq\)$/m);
    expect(err).toMatch(/^ +[\d.]+ s {2}busy 1 min: loading$/m);
    expect(err).toMatch(/^ +\| \{"type":"welcome"/m);
    expect(out).toMatch(/Progress {2}moves/);
  });
});

describe('a program that is no service yet', () => {
  it('is not there', async () => {
    expect(await place.invigil('try', '--', 'no-such-program')).toMatchObject({
      exit: 1,
      out: '',
      err: expect.stringContaining('It cannot be started: no program no-such-program in any folder of PATH.'),
    });
  });

  it('fails at once: says how, and what it said last', async () => {
    const { exit, out } = await place.invigil('try', '--', 'sh', '-c', 'echo no camera >&2; exit 3');
    expect(exit).toBe(1);
    expect(out).toContain('It ended by itself with exit status 3');
    expect(out).toContain('It said last:\n  no camera');
    expect(out).not.toContain('[service');
  });

  it('goes to the background', async () => {
    const { exit, found } = await tryOut([], join(FIXTURES, 'go-background.sh'));
    expect(exit).toBe(1);
    expect(found.ending).toMatchObject({ by: 'background', code: 0, survivors: [{ command: 'sleep 1000' }] });
    expect(found.table).toBeNull();
  });

  it('does not end on SIGTERM', async () => {
    const { exit, found } = await tryOut(['--for', '500ms'], 'sh', '-c', 'trap "" TERM; while :; do sleep 0.1; done');
    expect(exit).toBe(1);
    expect(found.ending).toMatchObject({ by: 'killed', signal: 'SIGKILL' });
  });

  it('leaves a grandchild that keeps its output open', async () => {
    const { exit, found } = await tryOut(['--for', '500ms'], 'sh', '-c', '(trap "" TERM; exec sleep 1000) & exec sleep 1000');
    expect(exit).toBe(1);
    expect(found.ending).toMatchObject({ by: 'stopped', signal: 'SIGTERM', holders: [{ command: 'sleep 1000' }] });
  });

  it('lets something out of reach, which is named', async () => {
    const { found } = await tryOut(['--for', '500ms'], 'sh', '-c', '(env -i setsid sleep 1000 &); exec sleep 1000');
    const [escaped] = found.escaped;
    process.kill(escaped.pid, 'SIGKILL');
    expect(found.escaped).toMatchObject([{ command: expect.stringMatching(/^sleep 1000$/) }]);
  });

  it('did its work and ended: a one-shot', async () => {
    const { exit, found } = await tryOut([], 'true');
    expect({ exit, table: found.table }).toMatchObject({ exit: 0, table: expect.stringContaining('restart = "never"') });
  });
});

describe('what is left', () => {
  /** A program that says its control path, and lives on however often it is asked to end. */
  const STUBBORN =
    'echo "path $INVIGIL_CONTROL."; (trap "" TERM INT; exec setsid sleep 1000) & trap "" TERM INT; while :; do sleep 0.1; done';

  async function begun() {
    const running = place.begin('try', '--', 'sh', '-c', STUBBORN);
    const control = await until('it runs', () => /path (\S+)\.$/m.exec(running.err())?.[1], 20_000);
    const marked = () => [...findMarked([`INVIGIL_CONTROL=${control}`])];
    await until('its processes run', () => marked().length > 1);
    return { running, marked, folder: control.split('/').at(-2) ?? '' };
  }

  it('after Ctrl+C: nothing, and the report is printed', async () => {
    const { running, marked, folder } = await begun();
    expect(folders()).toContain(folder);
    running.process.kill('SIGINT');
    const { exit, out } = await running.ended;
    expect(exit).toBe(1);
    expect(out).toContain('had to be killed');
    expect(marked()).toEqual([]);
    expect(folders()).not.toContain(folder);
  });

  it('after Ctrl+C twice: nothing, at once', async () => {
    const { running, marked } = await begun();
    running.process.kill('SIGINT');
    await until('it asks the program to end', () => running.err().includes('asked to end'));
    running.process.kill('SIGINT');
    await running.ended;
    expect(running.err()).toContain('killed');
    expect(marked()).toEqual([]);
  });

  it('after nobody reads its output any more: nothing', async () => {
    const { running, marked, folder } = await begun();
    running.process.stdout?.destroy();
    running.process.stderr?.destroy();
    running.process.kill('SIGHUP');
    expect(await running.ended).toMatchObject({ exit: 0 });
    await until('the guard has ended what was left', () => marked().length === 0, 20_000);
    expect(folders()).not.toContain(folder);
  });

  it('after a kill: no process, and the next trial removes the folder', async () => {
    const { running, marked, folder } = await begun();
    running.process.kill('SIGKILL');
    await running.ended;
    await until('the guard has ended what was left', () => marked().length === 0, 20_000);
    expect(folders()).toContain(folder);
    await place.invigil('try', '--', 'true');
    expect(folders()).not.toContain(folder);
  });
});

it('runs the program in the environment of a service: nothing of ours, and every kind of heartbeat', async () => {
  const { err } = await place.invigil('try', '--', 'env');
  const names = [...err.matchAll(/\| (\w+)=/g)].map(([, name]) => name);
  expect(names).toEqual(
    expect.arrayContaining(['NOTIFY_SOCKET', 'WATCHDOG_USEC', 'INVIGIL_ENDPOINT', 'INVIGIL_HEARTBEAT_FILE', 'INVIGIL_HEALTH_FILE']),
  );
  expect(names).not.toContain('npm_execpath');
  expect(names).not.toContain('WATCHDOG_PID');
});

it.each([
  [['try'], 64],
  [['try', '--for', 'soon', '--', 'true'], 64],
])('%j is not understood', async (args, exit) => {
  expect(await place.invigil(...args)).toMatchObject({ exit, out: '' });
});
