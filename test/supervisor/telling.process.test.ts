import { execFile, execFileSync } from 'node:child_process';
import { closeSync, constants, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Recorded } from '../../electron/alert/policy/index.ts';
import { createTelling, type Telling, type TellingOptions } from '../../electron/supervisor/telling.ts';
import type { Decided } from '../../electron/supervisor/telling-file.ts';
import { tellingSettings } from '../../electron/supervisor/telling-settings.ts';
import { exhibitOf, exhibitWith } from '../config/support.ts';
import { snapshot } from '../support/snapshot.ts';
import { until } from '../support/until.ts';

const PROGRAM = join(import.meta.dirname, '../fixtures/telling-killed.ts');
const EXHIBIT = exhibitOf(
  exhibitWith('[service.audio]\ncommand = "audio"\n[alerts]\nquiet_for = "1s"\nlevel = "info"\n[[alerts.to]]\nkind = "log"\n'),
);

let folder: string;
let path: string;
let sent: Decided[];
let recorded: Recorded[];
let told: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-telling-'));
  path = join(folder, 'alerts.json');
  sent = [];
  recorded = [];
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function telling(options: Partial<TellingOptions> = {}): Telling {
  return createTelling({
    path,
    boot: 'boot-1',
    settings: () => tellingSettings(EXHIBIT),
    ladderRebooted: async () => false,
    handOver: { send: async (more) => void sent.push(...more), missing: async (left) => left },
    record: (one) => void recorded.push(one),
    log: (level, text) => told.push(`${level}: ${text}`),
    ...options,
  });
}

const kept = () => JSON.parse(readFileSync(path, 'utf8'));
const messages = () => sent.map(({ message }) => message);
const started = () => until('the start is told', () => messages().find(({ kind }) => kind === 'started'));

/** How a supervisor finds that it has started, by what the one before has left. */
async function startAfter(change: object, options: Partial<TellingOptions> = {}): Promise<string> {
  const first = telling();
  await started();
  await first.close();
  writeFileSync(path, JSON.stringify({ ...kept(), ...change }));
  sent = [];
  const second = telling(options);
  const { title } = await started();
  await second.close();
  return title;
}

describe('a start', () => {
  it('the first', async () => {
    const one = telling();
    expect((await started()).text).toContain('begun to look after it');
    await until('the memory is written', () => existsSync(path) && kept().in_order === false);
    await one.close();
    expect(kept()).toMatchObject({ version: 1, boot: 'boot-1', in_order: true });
  });

  it('after one that ended in order, that was killed, whose machine lost its power, or was rebooted by the ladder', async () => {
    expect(await startAfter({})).toBe('The exhibit starts');
    rmSync(path);
    expect(await startAfter({ in_order: false })).toBe('Invigil ended and is back');
    rmSync(path);
    expect(await startAfter({ in_order: false }, { boot: 'boot-2' })).toBe('The machine went down and is back');
    rmSync(path);
    expect(await startAfter({}, { boot: 'boot-2', ladderRebooted: async (boot) => boot === 'boot-1' })).toBe(
      'The machine is back after the reboot',
    );
    expect(told).toEqual([]);
  });
});

it('what an earlier supervisor raised is cleared by the next one', async () => {
  const failing = snapshot({ services: snapshot().services.map((one) => (one.name === 'audio' ? { ...one, state: 'failed' } : one)) });
  const first = telling();
  first.take({ type: 'alert', alert: { kind: 'gave-up', level: 'error', service: 'audio', reason: 'exit status 78' }, incident: 'i-1' });
  first.take({ type: 'snapshot', snapshot: failing });
  const raise = await until('it is raised', () => sent.find(({ message }) => message.act === 'raise'));
  expect(raise).toMatchObject({ to: 'log', message: { service: 'audio', level: 'error', incident: 'i-1' } });
  await first.close();
  const second = telling();
  second.take({ type: 'snapshot', snapshot: snapshot() });
  const clear = await until('it is cleared', () => messages().find(({ act }) => act === 'clear'), 20_000);
  expect(clear.thread).toBe(raise.message.thread);
  await second.close();
});

/** Another process ends itself by SIGKILL at a moment; what a next one then finds in the outbox. */
async function foundAfterKill(moment: string): Promise<unknown> {
  const run = (...words: string[]) => promisify(execFile)(process.execPath, [PROGRAM, folder, ...words], { timeout: 60_000 });
  await expect(run(moment)).rejects.toMatchObject({ signal: 'SIGKILL' });
  const { stdout } = await run('to-the-end');
  expect(kept()).toMatchObject({ unsent: [], state: { troubles: [{ key: 'run audio', raisedTo: ['log'] }] } });
  return JSON.parse(stdout);
}

describe('a kill', () => {
  it('before the outbox has the message: the next supervisor tells it', async () => {
    expect(await foundAfterKill('remembered')).toEqual(['waiting']);
  });

  it('when the outbox has it: it is told once', async () => {
    expect(await foundAfterKill('in-the-outbox')).toEqual(['waiting']);
  });

  it('when it was delivered: it is not told again', async () => {
    expect(await foundAfterKill('delivered')).toEqual(['delivered']);
  });
});

it('a disk that does not answer holds up no message', async () => {
  // A pipe that nobody reads, where the file is to be written: whoever opens it waits.
  const pipe = `${path}.new`;
  execFileSync('mkfifo', [pipe]);
  const one = telling();
  expect((await started()).text).toContain('begun to look after it');
  await one.close();
  const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
  await until('the disk has answered', () => told.length > 0);
  closeSync(reader);
  expect(told).toEqual([expect.stringContaining('what people were told is remembered in memory only')]);
});

it('a damaged memory is moved aside, told and begun anew; a folder that is not there costs only the memory', async () => {
  writeFileSync(path, '{');
  const one = telling();
  await started();
  await one.close();
  expect(told).toEqual([expect.stringMatching(/^error: .*alerts\.json was damaged \(it is no JSON: .*\): moved to .* and begun anew$/)]);
  told = [];
  sent = [];
  const two = telling({ path: join(folder, 'nowhere/alerts.json') });
  await started();
  await two.close();
  expect(told).toEqual([expect.stringMatching(/^warning: what people were told is remembered in memory only: /)]);
});
