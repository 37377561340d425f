/** From what happens to what the API tells of it: chronicle, looks at the machine, history, documents. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Asked } from '../../electron/api/door.ts';
import { en } from '../../electron/documents/words/en.ts';
import { createHealth, type Health } from '../../electron/health/health.ts';
import { type History, openHistory } from '../../electron/history/history.ts';
import { begin } from '../../electron/incident/story.ts';
import { EventStream } from '../../electron/supervisor/event-stream.ts';
import { type OpenHealth, openHealth } from '../../electron/supervisor/open-health.ts';
import { pastResources } from '../../electron/supervisor/past-resources.ts';
import { service, snapshot } from '../support/snapshot.ts';
import { until } from '../support/until.ts';

/** Others use the machine too. */
const PATIENCE_MS = 30_000;

const MINUTE = 60_000;

let folder: string;
let told: string[];
let stream: EventStream;
let history: History;
let health: Health;
let open: OpenHealth;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-past-'));
  told = [];
  stream = new EventStream((error) => told.push(String(error)));
  history = openHistory({ file: join(folder, 'history.db'), log: (_, text) => told.push(text) });
  health = createHealth({ folder: join(folder, 'health'), log: (text) => told.push(text) });
  // A minute ends half a second from now.
  const ahead = MINUTE - (Date.now() % MINUTE) - 500;
  open = openHealth({
    stateFolder: folder,
    serviceNames: () => ['core'],
    health,
    record: (records) => history.record(records),
    usage: async () => [{ at: Date.now() + ahead, memoryBytes: 5_000_000, cpuPercent: 2, processes: 1, openFiles: 1 }],
    stream,
    environment: () => ({}),
    log: (_, text) => told.push(text),
    now: () => Date.now() + ahead,
  });
});

afterEach(async () => {
  open.close();
  await history.close();
  await health.close();
  rmSync(folder, { recursive: true });
  expect(told).toEqual([]);
});

/** The document that the API answers with, which has the shape that it says. */
async function document(name: string, asked: Asked = {}): Promise<unknown> {
  const resource = pastResources(history.past, () => snapshot()).find((one) => one.name === name);
  if (resource === undefined || !('read' in resource) || resource.schema === null) throw new Error(`no document ${name}`);
  const schema = resource.schema as z.ZodType;
  return schema.parse(await resource.read(asked, en));
}

it('tells what machine and services used', async () => {
  open.begin();
  open.observe(snapshot());
  await until('a minute has passed', () => open.machine() !== null, PATIENCE_MS);
  expect(health.current(snapshot()).machine?.checks.map(({ name }) => name)).toContain('memory');
  await expect(document('history/resources', { range: 'day' })).resolves.toMatchObject({ range: 'day', services: [{ name: 'core' }] });
  const page = await document('history/resources');
  expect(page).toMatchObject({ range: 'hour', step_ms: MINUTE, services: [{ name: 'core' }] });
  expect(JSON.stringify(page)).toContain('5000000');
});

it('tells what has changed, as strips too, and who did what', async () => {
  open.observe(snapshot());
  open.observe(snapshot({ services: [service('core', { state: 'failed', health: 'error', reason: 'exit status 78' })] }));
  stream.emit('command', { actor: 'anna (cli)', command: 'restart', outcome: 'done', line: 'anna (cli) restarts core', more: 1 });
  expect(await document('history/changes', { limit: '3' })).toMatchObject({
    changes: [
      { service: 'display', state: 'removed' },
      { service: 'audio', state: 'removed' },
      { service: 'core', state: 'failed', health: 'error', reason: 'exit status 78' },
    ],
  });
  expect(await document('audit')).toMatchObject({ entries: [{ actor: 'anna (cli)', line: 'anna (cli) restarts core' }] });
  // The strip ends now; what is written here was ahead of it by less than a minute.
  await expect(document('history/strips', { hours: '1' })).resolves.toMatchObject({ services: expect.any(Array) });
});

it('tells one incident whole', async () => {
  const incident = begin({ id: 'a', service: 'core', role: 'core', cause: { kind: 'exit', code: 3, signal: null }, at: 1_000 });
  const tails = [{ at: 1_000.4, lines: [{ at: 999.5, stream: 'err', text: '\u001b[31mno camera\u001b[0m' }] }];
  const seen = {
    pid: 7,
    name: 'python3',
    state: 'S (sleeping)',
    threads: 1,
    memoryBytes: 1,
    waitsIn: 'poll',
    kernelStack: ['inner', 'outer'],
  };
  const written = { ...incident, evidence: { ...incident.evidence, tails, processes: [seen] } };
  const row = { id: 'a', service: 'core', startedAt: 1_000, endedAt: null, picture: null };
  history.saveIncident({ ...row, document: JSON.stringify(written) });
  history.saveIncident({ ...row, id: 'b', document: '{"from":"another version"}' });
  await until('both are written', async () => (await history.past.recent(9, [])).length === 2, PATIENCE_MS);
  const whole = await document('incidents/:number', { number: '1' });
  expect(whole).toMatchObject({
    number: 1,
    name: "the exhibit's core",
    tails: [{ at: 1_000, lines: [{ at: 1_000, text: 'no camera' }] }],
    stack: '7  python3  S (sleeping), in poll\n  inner\n  outer',
    story: expect.stringMatching(/^Incident 1 \(core\): exit status 3\n\nWhat broke {5}/),
  });
  expect(await document('incidents/:number', { number: '2' })).toMatchObject({ tails: [], stack: null });
  await expect(document('incidents/:number', { number: '3' })).rejects.toThrow('There is no incident 3.');
});

it('what is asked for in another way is not understood', () => {
  const asks = Object.fromEntries(pastResources(history.past, () => snapshot()).map(({ name, asks: keys }) => [name, keys]));
  expect(asks['history/resources']?.['range']?.safeParse('year').success).toBe(false);
  for (const hours of ['0', '769', '1.5', 'x']) expect(asks['history/strips']?.['hours']?.safeParse(hours).success).toBe(false);
  for (const limit of ['0', '2001', '-1', '']) expect(asks['audit']?.['limit']?.safeParse(limit).success).toBe(false);
});
