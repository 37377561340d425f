/**
 * Programs behind what people start them with. Each wrapper runs three services of one exhibit: one that is stopped, one whose
 * program crashes, one whose program freezes.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { missingPrograms } from '../support/programs.ts';
import { Running } from '../support/running.ts';
import { findUv } from '../support/uv.ts';
import { living } from './bench.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const PROGRAM = readFileSync(join(FIXTURES, 'wrapped.py'), 'utf8');

const MODES = ['stop', 'crash', 'freeze'] as const;
type Mode = (typeof MODES)[number];

interface Wrapper {
  readonly name: string;
  readonly command: (mode: Mode) => readonly string[];
  /** The wrapper passes the stop signal on too, so that the program hears of it up to two times. */
  readonly doubles?: true;
  readonly prepare?: (running: Running) => void;
  /** Why it cannot be tried here. */
  readonly missing?: string | null;
}

const uv = findUv();
const npm = missing('npm');

const WRAPPERS: readonly Wrapper[] = [
  { name: 'python3', command: (mode) => ['python3', 'wrapped.py', mode] },
  {
    name: 'a virtual environment',
    command: (mode) => ['venv/bin/python', 'wrapped.py', mode],
    prepare: ({ folder }) => void execFileSync('python3', ['-m', 'venv', '--without-pip', join(folder, 'exhibit/venv')]),
  },
  { name: 'sh -c, with exec', command: (mode) => ['sh', '-c', `cd . && exec python3 wrapped.py ${mode}`] },
  { name: 'sh -c', command: (mode) => ['sh', '-c', `cd . && python3 wrapped.py ${mode}`] },
  {
    name: 'sh -c, with more behind it',
    command: (mode) => ['sh', '-c', `python3 wrapped.py ${mode}; status=$?; echo over; exit $status`],
  },
  { name: 'bash -c', command: (mode) => ['bash', '-c', `cd . && python3 wrapped.py ${mode}`] },
  { name: 'npm run', command: (mode) => ['npm', 'run', mode], missing: npm },
  {
    name: 'uv run',
    command: (mode) => ['path' in uv ? uv.path : 'uv', 'run', '--no-project', '--offline', 'wrapped.py', mode],
    doubles: true,
    prepare: ({ environment, folder }) =>
      Object.assign(environment, { UV_CACHE_DIR: join(folder, 'uv'), UV_PYTHON_DOWNLOADS: 'never', UV_PYTHON_PREFERENCE: 'only-system' }),
    missing: 'missing' in uv ? uv.missing : null,
  },
];

let running: Running | null = null;

afterEach(async () => {
  await running?.remove();
  running = null;
});

test.for(WRAPPERS)(
  '$name: beats, stop, crash and freeze of the program behind it',
  async ({ command, doubles, prepare, missing }, { skip }) => {
    if (missing) skip(missing);
    const tables = MODES.map(
      (mode) =>
        `[service.${mode}]\ncommand = ${JSON.stringify(command(mode))}\nrestart = "${mode === 'crash' ? 'never' : 'always'}"\n` +
        'heartbeat = { kind = "notify", timeout = "3s" }\n' +
        `stop = { grace = "${mode === 'freeze' ? '1s' : '10s'}" }\n`,
    );
    const scripts = Object.fromEntries(MODES.map((mode) => [mode, `python3 wrapped.py ${mode}`]));
    const exhibit = new Running(tables.join(''), {
      'wrapped.py': PROGRAM,
      'package.json': JSON.stringify({ name: 'exhibit', version: '1.0.0', scripts }),
    });
    running = exhibit;
    prepare?.(exhibit);
    await exhibit.start();
    const programs = (mode: Mode) =>
      [...exhibit.log(mode).matchAll(/program (\d+) of (\w+)/g)].map(([, pid, of]) => ({ pid: Number(pid), of }));

    // It beats: without, it would not be ready.
    await exhibit.until('it is ready', async () => (await exhibit.service('stop')).state === 'running');
    const [first] = programs('stop');
    expect(first?.of).toBe('stop');

    // A crash is seen with its own exit status.
    await exhibit.until('the crash is seen', async () => (await exhibit.service('crash')).state === 'failed');
    await exhibit.until('its exit status', () => exhibit.log('crash').includes('ended with exit status 42'));

    // A program that hangs is killed with its wrapper, and starts anew.
    await exhibit.until('another start of what froze', () => programs('freeze').length > 1);
    await exhibit.until('the reason', () => /no sign of life for [\d.]+ s/.test(exhibit.log('freeze')));
    expect(
      living(
        programs('freeze')
          .slice(0, 1)
          .map(({ pid }) => pid),
      ),
    ).toEqual([]);

    // Asked to stop, the program itself hears of it, and is let end in order.
    expect((await exhibit.service('stop')).restarts).toBe(0);
    await exhibit.command('stop', { service: 'stop' });
    await exhibit.until('it has stopped', async () => (await exhibit.service('stop')).state === 'stopped');
    await exhibit.until('its last words', () => exhibit.log('stop').includes('ended in order'));
    expect(exhibit.log('stop')).toMatch(doubles ? /asked by [12] signals/ : /asked by 1 signals/);
    expect(programs('stop')).toHaveLength(1);
    const all = MODES.flatMap((mode) => programs(mode).map(({ pid }) => pid));
    exhibit.signal('SIGTERM');
    expect(await exhibit.ended()).toBe(0);
    expect(living(all)).toEqual([]);
  },
);

test('what a program behind sh and npm says over ZeroMQ is heard', async () => {
  const beat = `'${process.execPath}' '${FIXTURES}/beat-zmq.mjs' --ready`;
  const heartbeat = 'heartbeat = { kind = "zmq", interval = "100ms", timeout = "2s" }\n';
  const commands = { script: ['sh', '-c', `cd . && ${beat}; exit`], ...(npm === null ? { npm: ['npm', 'start'] } : {}) };
  const tables = Object.entries(commands).map(([name, command]) => `[service.${name}]\ncommand = ${JSON.stringify(command)}\n${heartbeat}`);
  running = new Running(tables.join(''), {
    'package.json': JSON.stringify({ name: 'exhibit', version: '1.0.0', scripts: { start: beat } }),
  });
  const exhibit = await running.start();
  await exhibit.until('all are ready', async () => (await exhibit.status()).services.every(({ state }) => state === 'running'));
  // What it prints comes to its log a moment after its sign of life.
  for (const name of Object.keys(commands))
    await exhibit.until(`${name} is answered`, () => exhibit.log(name).includes('"type":"welcome"'));
});

function missing(program: string): string | null {
  return missingPrograms([program]).length === 0 ? null : `there is no ${program} on this machine`;
}
