import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Draft, Recorded } from '../../electron/alert/policy/index.ts';
import { createTelling, type Telling, type TellingOptions } from '../../electron/supervisor/telling.ts';
import { tellingSettings } from '../../electron/supervisor/telling-settings.ts';
import { exhibitOf, exhibitWith } from '../config/support.ts';
import { snapshot } from '../support/snapshot.ts';
import { until } from '../support/until.ts';

const EXHIBIT = exhibitOf(
  exhibitWith('[service.audio]\ncommand = "audio"\n[alerts]\nquiet_for = "1s"\nlevel = "info"\n[[alerts.to]]\nkind = "log"\n'),
);

let folder: string;
let path: string;
let drafts: Draft[];
let recorded: Recorded[];
let told: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-telling-'));
  path = join(folder, 'alerts.json');
  drafts = [];
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
    send: async (more) => void drafts.push(...more),
    record: (one) => void recorded.push(one),
    log: (level, text) => told.push(`${level}: ${text}`),
    ...options,
  });
}

const kept = () => JSON.parse(readFileSync(path, 'utf8'));
const started = () => until('the start is told', () => drafts.find(({ kind }) => kind === 'started'));

/** How a supervisor finds that it has started, by what the one before has left. */
async function startAfter(change: object, options: Partial<TellingOptions> = {}): Promise<string> {
  const first = telling();
  await started();
  await first.close();
  writeFileSync(path, JSON.stringify({ ...kept(), ...change }));
  drafts = [];
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
  const raise = await until('it is raised', () => drafts.find(({ act }) => act === 'raise'));
  expect(raise).toMatchObject({ service: 'audio', level: 'error', incident: 'i-1', to: ['log'] });
  await first.close();
  const second = telling();
  second.take({ type: 'snapshot', snapshot: snapshot() });
  const clear = await until('it is cleared', () => drafts.find(({ act }) => act === 'clear'), 20_000);
  expect(clear.thread).toBe(raise.thread);
  await second.close();
});

it('messages are in the outbox before it is remembered that they were sent', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let asked = 0;
  let sent = false;
  const one = telling({
    async send(more) {
      asked += 1;
      if (more.some(({ kind }) => kind === 'gave-up')) sent = true;
      await promise;
    },
  });
  one.take({ type: 'alert', alert: { kind: 'gave-up', level: 'error', service: 'audio', reason: 'exit status 78' }, incident: null });
  one.take({
    type: 'snapshot',
    snapshot: snapshot({ services: snapshot().services.map((s) => (s.name === 'audio' ? { ...s, state: 'failed' } : s)) }),
  });
  await until('the first messages are being put in', () => asked > 0);
  expect(() => kept()).toThrow('ENOENT');
  resolve();
  await until('both are there', () => sent && kept().state.troubles.length === 1);
  await one.close();
});

it('a damaged memory is moved aside, told and begun anew; a folder that is not there costs only the memory', async () => {
  writeFileSync(path, '{');
  const one = telling();
  await started();
  await one.close();
  expect(told).toEqual([expect.stringMatching(/^error: .*alerts\.json was damaged \(it is no JSON: .*\): moved to .* and begun anew$/)]);
  told = [];
  drafts = [];
  const two = telling({ path: join(folder, 'nowhere/alerts.json') });
  await started();
  await two.close();
  expect(told).toEqual([expect.stringMatching(/^warning: what people were told is remembered in memory only: /)]);
});
