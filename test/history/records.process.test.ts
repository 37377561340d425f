import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resourceHistorySchema, stripsSchema } from '../../electron/documents/history.ts';
import { readAudit, readChanges, readIncidents, readResources, readStrips } from '../../electron/history/read.ts';
import type { ChangeRow } from '../../electron/history/rows.ts';
import { until } from '../support/until.ts';
import { Folder, records, row, used } from './folder.ts';

/** Others use the machine too. */
const PATIENCE_MS = 30_000;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A whole hour long past: nothing here depends on the clock. */
const BEGIN = 400_000 * HOUR;

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => folder.remove());

const change = (at: number, service: string | null, state: string): ChangeRow => ({
  at,
  service,
  state,
  health: 'healthy',
  reason: null,
  restarts: 0,
});
const act = (at: number, line: string) => ({ at, actor: 'anna (cli)', command: 'restart', outcome: 'done', line });
const minute = (count: number, cpuPercent: number, restarts = 0) =>
  records({ minute: used(BEGIN + count * MINUTE, { cpuPercent }, { core: { cpuPercent, memoryBytes: 1_000, restarts } }) });

/** The steps of a page that were measured. */
function measured(range: 'hour' | 'day' | 'month', now: number): readonly (readonly [step: number, cpu: number | null])[] {
  const { times, step_ms, machine } = resourceHistorySchema.parse(readResources(folder.file, range, now));
  return times.flatMap((at, place) =>
    machine.cpu_percent[place] === null ? [] : [[(at - BEGIN) / step_ms, machine.cpu_percent[place] ?? null] as const],
  );
}

describe('resources', () => {
  it('are written five minutes at once, and rolled up by 5 minutes and hours', async () => {
    const history = folder.history();
    await history.found;
    for (const count of [0, 1, 2, 3]) history.record(minute(count, 10 * count));
    history.saveIncident(row('a'));
    // What came before it was taken in before it.
    await until('the incident is written', () => readIncidents(folder.file, { limit: 1 }).length === 1, PATIENCE_MS);
    expect(measured('hour', BEGIN + 30 * MINUTE)).toEqual([]);
    history.record(minute(4, 40, 3));
    await until('they are written', () => measured('hour', BEGIN + 30 * MINUTE).length === 5, PATIENCE_MS);
    history.record(minute(61, 99));
    await history.close();
    expect(measured('hour', BEGIN + 30 * MINUTE).map(([, cpu]) => cpu)).toEqual([0, 10, 20, 30, 40]);
    expect(measured('day', BEGIN + 70 * MINUTE)).toEqual([
      [0, 20],
      [12, 99],
    ]);
    expect(measured('month', BEGIN + 70 * MINUTE)).toEqual([
      [0, 20],
      [1, 99],
    ]);
    expect(readResources(folder.file, 'day', BEGIN + 70 * MINUTE).services[0]?.restarts.filter(Number)).toEqual([3]);
  });

  it('go on in the midst of an hour with another supervisor', async () => {
    const first = folder.history();
    first.record(minute(0, 10));
    await first.close();
    const second = folder.history();
    second.record(minute(7, 30));
    await second.close();
    expect(measured('month', BEGIN)).toEqual([[0, 20]]);
    expect(folder.told).toEqual([]);
  });

  it('are not rewritten by a clock that was set back, nor let go by one that was set ahead', async () => {
    const history = folder.history();
    await history.found;
    for (const [count, cpu] of [
      [0, 10],
      [1, 20],
      [0, 77],
      [1, 88],
      [2, 30],
    ] as const)
      history.record(minute(count, cpu));
    await history.past.changes(1);
    expect(measured('hour', BEGIN + 30 * MINUTE).map(([, cpu]) => cpu)).toEqual([10, 20, 30]);
    // Ten years ahead, for three hours.
    for (let count = 0; count < 180; count++) history.record(minute(10 * 365 * 24 * 60 + count, 1));
    await history.close();
    expect(measured('day', BEGIN)).toEqual([[0, 20]]);
    expect(measured('month', BEGIN)).toEqual([[0, 20]]);
  });

  it('are bounded: minutes, 5 minutes and hours each to so many', async () => {
    const history = folder.history();
    await history.found;
    for (let count = 0; count < 4 * 24 * 60; count++) history.record(minute(count, 1));
    const counts = () => {
      const database = new DatabaseSync(folder.file, { readOnly: true });
      const found = database.prepare('SELECT step, count(*) AS n FROM resource GROUP BY step ORDER BY step').all();
      database.close();
      return found.map(({ n }) => Number(n));
    };
    await until('all are written', () => counts()[2] === 96, 4 * PATIENCE_MS);
    await history.close();
    expect(counts()).toEqual([expect.toSatisfy((n) => n >= 120 && n <= 185), expect.toSatisfy((n) => n >= 576 && n <= 590), 96]);
  });
});

describe('changes and acts', () => {
  it('are written with the next minute, and at once when somebody asks', async () => {
    const history = folder.history();
    await history.found;
    history.record(
      records({ changes: [change(1, 'core', 'starting'), change(2, 'core', 'running')], audit: [act(3, 'anna restarts core')] }),
    );
    expect((await history.past.changes(1)).map(({ state }) => state)).toEqual(['running']);
    expect(readAudit(folder.file, 9)).toEqual([act(3, 'anna restarts core')]);
    history.record(records({ changes: [change(4, 'core', 'failed')] }));
    history.record(minute(0, 1));
    await until(
      'it is written',
      () =>
        readChanges(folder.file, 9)
          .map(({ state }) => state)
          .join() === 'failed,running,starting',
    );
  });

  it('are kept up to a number, the newest of each service however old', async () => {
    const history = folder.history({ bounds: { incidents: 1, changes: 10, bytes: 64e6 } });
    await history.found;
    history.record(records({ changes: [change(1, 'audio', 'running')] }));
    for (let round = 0; round < 4; round++) {
      history.record(records({ changes: Array.from({ length: 500 }, (_, count) => change(round * 500 + count, 'core', 'running')) }));
      await history.past.changes(1);
    }
    await history.close();
    expect(
      readChanges(folder.file, 999)
        .map(({ service }) => service)
        .join(),
    ).toBe(`${'core,'.repeat(10)}audio`);
  });

  it('are kept in memory while the disk fails, and written when it is there again', async () => {
    const history = folder.history();
    await history.found;
    const blocker = new DatabaseSync(folder.file);
    blocker.exec('DROP TABLE audit');
    history.record(records({ audit: [act(1, 'first')] }));
    history.record(minute(0, 1));
    await until('it is told', () => folder.told.length === 1, PATIENCE_MS);
    expect(folder.told[0]).toMatch(/^warning: changes and resources cannot be written down: .*history\.db: no such table: audit$/);
    blocker.exec('CREATE TABLE audit (number INTEGER PRIMARY KEY, at INTEGER, actor TEXT, command TEXT, outcome TEXT, line TEXT)');
    blocker.close();
    expect((await history.past.audit(9)).map(({ line }) => line)).toEqual(['first']);
    await until('that is told too', () => folder.told[1] === 'info: changes and resources are written down again', PATIENCE_MS);
  });

  it('say that no supervisor ran, from the last sign of it on', async () => {
    const first = folder.history();
    first.record(records({ changes: [change(BEGIN, 'core', 'running')] }));
    await first.close();
    await folder.history().found;
    const [off, running] = readChanges(folder.file, 9);
    expect([off?.service, off?.state, running?.service]).toEqual([null, 'off', 'core']);
    expect(off?.at).toBeGreaterThan(BEGIN);
    const { services } = stripsSchema.parse(readStrips(folder.file, BEGIN, BEGIN + HOUR));
    expect(services).toEqual([{ name: 'core', stretches: [{ from: BEGIN, to: BEGIN + HOUR, state: 'running', restarts: 0 }] }]);
  });
});

it('an older database gets the new tables, and one that has none yet is empty', async () => {
  const history = folder.history();
  await history.found;
  history.saveIncident(row('a'));
  await history.close();
  const older = new DatabaseSync(folder.file);
  older.exec('DROP TABLE change; DROP TABLE resource; DROP TABLE audit; PRAGMA user_version = 1');
  older.close();
  expect([readChanges(folder.file, 9), readAudit(folder.file, 9), readStrips(folder.file, 0, 1).services]).toEqual([[], [], []]);
  const again = folder.history();
  await again.found;
  again.record(records({ changes: [change(1, 'core', 'running')] }));
  expect(await again.past.incident(1)).toMatchObject({ id: 'a', hasPicture: false });
  expect(await again.past.incident(2)).toBe(null);
  expect((await again.past.changes(1))[0]).toEqual(change(1, 'core', 'running'));
  expect(folder.told).toEqual([]);
});
