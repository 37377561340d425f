import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile, DEADLINE_MS, INSTANCE, NotifySocket, outside, ownFolder } from './support.ts';

const run = promisify(execFile);
const source = (name: string) => join(import.meta.dirname, 'c', name);
const about = { service: 'core', instance: 'core-1-test' };

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-clients-c-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Says these words; answers with what it printed. */
async function say(program: string, environment: Record<string, string>, ...words: readonly string[]): Promise<string> {
  const { stdout, stderr } = await run(program, words, { env: environment, timeout: DEADLINE_MS });
  return stdout + stderr;
}

describe.each([
  ['C99', '-std=c99'],
  ['C++11', '-std=c++11'],
])('the header in %s', (_, standard) => {
  let program = '';
  beforeAll(() => {
    program = compile(join(folder, standard), [source('words.c'), source('other.c')], [standard, '-O2']);
  });

  test('says what sd_notify has words for with them, and the first beat means ready too', async () => {
    const supervisor = new NotifySocket();
    const words = ['beat', 'beat', 'beat_with|-|film 3\nof 7', 'busy|60|loading\r\nfilms', 'busy|0.5|-', 'ready'];
    expect(await say(program, supervisor.environment, ...words)).toBe('');
    expect(await supervisor.hears(7)).toEqual([
      'READY=1',
      'WATCHDOG=1',
      'WATCHDOG=1',
      'WATCHDOG=1\nSTATUS=film 3 of 7',
      'EXTEND_TIMEOUT_USEC=60000001\nSTATUS=loading  films',
      'EXTEND_TIMEOUT_USEC=500001',
      'READY=1',
    ]);
  });

  test('says the rest as one object of JSON a datagram', async () => {
    const supervisor = new NotifySocket();
    const words = [
      'ready',
      'progress|7',
      'beat_with|warning|hot',
      'metric|fps|59.5|screen|left|side|"a"',
      'metric|n|-3|-',
      'error|no lamp',
    ];
    await say(program, supervisor.environment, ...words, 'request|restart', 'request|reboot');
    expect((await supervisor.hears(8)).slice(1)).toEqual([
      { ...about, type: 'beat', progress: 7 },
      { ...about, type: 'beat', status: 'warning', message: 'hot' },
      { ...about, type: 'metric', name: 'fps', value: 59.5, labels: { screen: 'left', side: '"a"' } },
      { ...about, type: 'metric', name: 'n', value: -3 },
      { ...about, type: 'error', message: 'no lamp' },
      { ...about, type: 'error', message: 'asked for a restart', fatal: true },
      'WATCHDOG=trigger',
    ]);
  });

  test('keeps the newest check of each name, over all source files and without those of a parent at work', async () => {
    const supervisor = new NotifySocket();
    const before = Math.floor(Date.now() / 1000) * 1000;
    await say(
      program,
      supervisor.environment,
      'health|lamp|broken|-',
      'other|door',
      'health|lamp|warning|hot',
      'fork|health|child|error|-',
    );
    const said = (await supervisor.hears(4)) as { type: string; checks: { name: string; status: string; timestamp: string }[] }[];
    const shown = said.map(({ type, checks }) => [type, ...checks.map((check) => `${check.name} ${check.status}`)].join(', '));
    expect(shown).toEqual([
      'health, lamp unknown',
      'health, lamp unknown, door healthy',
      'health, lamp warning, door healthy',
      'health, lamp warning, door healthy, child error',
    ]);
    const stamp = Date.parse(said[0]?.checks[0]?.timestamp ?? '');
    expect(stamp).toBeGreaterThanOrEqual(before);
    expect(stamp).toBeLessThanOrEqual(Date.now());
  });

  test('takes hostile texts and numbers', async () => {
    const supervisor = new NotifySocket();
    const odd = 'q" b\\ t\t \u0001 ä 𝄞';
    const huge = '"\u0001'.repeat(10_000);
    const words = [`error|${odd}`, `error|${huge}`, `health|${huge}|healthy|${huge}`, `metric|${huge}|1|${huge}|${huge}|a|b`];
    await say(
      program,
      supervisor.environment,
      ...words,
      'metric|x|nan|-',
      'metric|x|inf|-',
      'busy|nan|-',
      'busy|-1|-',
      `busy|1e300|${huge}`,
    );
    const [first, ...cut] = await supervisor.hears(5);
    expect(first).toEqual({ ...about, type: 'error', message: odd });
    expect(cut).toHaveLength(4);
    const { message } = cut[0] as { message: string };
    const { checks } = cut[1] as { checks: { name: string; message: string }[] };
    for (const part of [message, checks[0]?.name ?? '', checks[0]?.message ?? '']) {
      expect(part.length).toBeGreaterThan(40);
      expect(huge.startsWith(part)).toBe(true);
    }
    expect(cut[2]).toMatchObject({ type: 'metric', value: 1 });
    expect(cut[3]).toMatch(/^EXTEND_TIMEOUT_USEC=100000000000001\nSTATUS="/);
    expect(Math.max(...supervisor.lengths)).toBeLessThanOrEqual(4096);
  });

  test('makes UTF-8 of bytes that are none', async () => {
    const supervisor = new NotifySocket();
    // Arguments of Node's are UTF-8 already: the shell makes the bytes.
    const bytes = "printf 'error|caf\\351 \\355\\240\\200 \\360\\237\\230 \\300\\257'";
    const command = `"$1" "$(${bytes})"; "$1" "$(printf 'beat_with|-|\\377')"`;
    await run('/bin/sh', ['-c', command, 'sh', program], { env: supervisor.environment, timeout: DEADLINE_MS });
    const [error, , beat] = await supervisor.hears(3);
    const replaced = '\ufffd';
    expect(error).toMatchObject({ message: `caf${replaced} ${replaced.repeat(3)} ${replaced.repeat(3)} ${replaced.repeat(2)}` });
    expect(beat).toBe(`WATCHDOG=1\nSTATUS=${replaced}`);
  });

  test('keeps the last fifty checks', async () => {
    const supervisor = new NotifySocket();
    const names = Array.from({ length: 60 }, (_each, number) => `check ${number}`);
    const words = names.map((name) => `health|${name}|warning|${'\u0001'.repeat(500)}`);
    // Nobody hears the first ones, so that the socket is not full when the last one comes.
    await say(program, supervisor.environment, 'socket|/nowhere', ...words.slice(0, -1), `socket|${supervisor.path}`, ...words.slice(-1));
    const [last] = (await supervisor.hears(1)) as { checks: { name: string }[] }[];
    expect(last?.checks.map((check) => check.name)).toEqual(names.slice(10));
    expect(supervisor.lengths[0]).toBeLessThanOrEqual(65_536);
  });

  test('may be used from many threads', async () => {
    const supervisor = new NotifySocket();
    await say(program, supervisor.environment, 'ready', 'threads');
    await supervisor.hears(2);
    await say(program, supervisor.environment, 'error|the end');
    await supervisor.hears(3);
    const types = new Set(supervisor.said.slice(1, -1).map((message) => (message as { type: string }).type));
    expect([...types].sort()).toEqual(['beat', 'health']);
  });

  test('does nothing and says nothing outside Invigil', async () => {
    const supervisor = new NotifySocket();
    const empty = ownFolder();
    const environment = { ...outside(), NOTIFY_SOCKET: supervisor.path, INVIGIL_HEARTBEAT_FILE: join(empty, 'beat') };
    const every = ['ready', 'beat', 'progress|1', 'busy|5|x', 'health|a|b|c', 'error|x|fatal', 'metric|x|1|-', 'request|restart'];
    expect(await say(program, environment, ...every)).toBe('');
    await say(program, supervisor.environment, 'error|the end');
    expect(await supervisor.hears(1)).toHaveLength(1);
    expect(readdirSync(empty)).toEqual([]);
  });

  test('is held up by no socket: full, gone, or none that could be', async () => {
    const path = join(ownFolder(), 'notify');
    const silent = new NotifySocket(path);
    // The test's own loop stands still meanwhile, so nobody reads.
    const full = spawnSync(program, ['beats|10000'], { env: silent.environment, timeout: DEADLINE_MS });
    expect(full.status).toBe(0);
    expect((await silent.hears(2))[0]).toBe('READY=1');
    for (const socket of [`${path}-gone`, `/${'x'.repeat(300)}`, '@nobody']) {
      expect(await say(program, { ...silent.environment, NOTIFY_SOCKET: socket }, 'beats|10000', 'error|x|fatal')).toBe('');
    }
  });

  test('without a notify socket touches the heartbeat file with each beat, and says once what to do', async () => {
    const file = join(ownFolder(), 'beat');
    const environment = { ...outside(), ...INSTANCE, INVIGIL_HEARTBEAT_FILE: file };
    expect(await say(program, environment, 'health|lamp|healthy|-', 'metric|x|1|-')).toMatch(/^invigil: .*kind = "notify".*\n$/);
    expect(existsSync(file)).toBe(false);
    await say(program, environment, 'beat');
    utimesSync(file, 1, 1);
    await say(program, environment, 'beat', 'beat');
    expect(statSync(file).mtimeMs).toBeGreaterThan(1000);
  });
});

test('numbers have a point wherever the machine is', async () => {
  const supervisor = new NotifySocket();
  const flags = ['-std=gnu99', '-include', source('comma.h')];
  const program = compile(join(folder, 'comma'), [source('words.c'), source('other.c')], flags);
  await say(program, supervisor.environment, 'metric|celsius|21.25|-', 'metric|tiny|-1.5e-300|-');
  expect(await supervisor.hears(2)).toMatchObject([{ value: 21.25 }, { value: -1.5e-300 }]);
});

test('source files in C and in C++ share one state', async () => {
  const supervisor = new NotifySocket();
  const object = join(folder, 'other.o');
  compile(object, [source('other.c')], ['-std=c99', '-c']);
  const program = compile(join(folder, 'mixed'), [source('words.c'), '-x', 'none', object], ['-std=c++11']);
  await say(program, supervisor.environment, 'health|lamp|healthy|-', 'other|door');
  expect((await supervisor.hears(2))[1]).toMatchObject({ checks: [{ name: 'lamp' }, { name: 'door' }] });
});
