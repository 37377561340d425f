import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { healthDocumentSchema } from '../../electron/health/document.ts';
import { createHealth, type Health } from '../../electron/health/health.ts';
import { machineSample } from '../support/machine-sample.ts';
import { NOW, service, snapshot } from '../support/snapshot.ts';
import { until } from '../support/until.ts';

let folder: string;
let health: Health;
let log: string[];
let now: number;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'invigil-health-')), 'health');
  log = [];
  now = NOW;
  health = createHealth({ folder, log: (text) => log.push(text), now: () => now });
});

afterEach(async () => {
  await health.close();
  rmSync(join(folder, '..'), { recursive: true });
});

function read(name: string) {
  const path = join(folder, `${name}.json`);
  return existsSync(path) ? healthDocumentSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
}

const checks = (status: 'healthy' | 'warning', message = '') =>
  ({
    type: 'checks',
    service: 'core',
    instance: 1,
    checks: [{ name: 'camera', status, message, timestamp: null, metadata: {} }],
  }) as const;

it('publishes what is seen and what is reported', async () => {
  health.observe(snapshot());
  await until('all are written', () => ['core', 'audio', 'display'].every((name) => read(name)?.overall_status === 'healthy'));
  health.report(checks('warning'));
  await until('the warning is written', () => read('core')?.overall_status === 'warning');
  health.report({ type: 'error', service: 'core', instance: 1, message: 'no frame', traceback: null, fatal: false });
  const document = await until('the error is counted', () => (read('core')?.error_count === 1 ? read('core') : null));
  expect(document.checks[0]?.metadata).toMatchObject({ last_error: 'no frame' });
  expect(health.current(snapshot()).overall_status).toBe('warning');
  // A new start knows nothing of the old one's checks.
  health.observe(snapshot({ services: [service('core', { instance: 'core-2' }), service('audio'), service('display')] }));
  await until('the warning is gone', () => read('core')?.overall_status === 'healthy');
  expect(readdirSync(folder).sort()).toEqual(['audio.json', 'core.json', 'display.json']);
});

it('writes what only moved in time at most every 10 s', async () => {
  health.observe(snapshot());
  const first = await until('it is written', () => read('core'));
  now += 9_999;
  health.observe(snapshot());
  health.report(checks('healthy'));
  const second = await until('the new check is written', () => (read('core')?.checks.length === 2 ? read('core') : null));
  expect(second.last_updated).not.toBe(first.last_updated);
  now += 9_999;
  health.report(checks('healthy'));
  // Two writes of another document take longer than the gap between two of this one: by then it would have been written.
  for (const count of [1, 2]) {
    health.report({ type: 'error', service: 'audio', instance: 1, message: '', traceback: null, fatal: false });
    await until('the other document is written', () => read('audio')?.error_count === count);
  }
  expect(read('core')).toEqual(second);
  now += 1;
  health.report(checks('healthy'));
  const third = await until('it is written again', () =>
    read('core')?.last_updated === new Date(now).toISOString() ? read('core') : null,
  );
  expect(third.last_check).toBe(new Date(now).toISOString());
});

it('ends a flood of changes with the newest', async () => {
  health.observe(snapshot());
  for (let count = 0; count <= 2_000; count += 1) health.report(checks('warning', `frame ${count}`));
  await until('the newest is written', () => read('core')?.checks[1]?.message === 'frame 2000');
});

it('takes away the document of a service that left the exhibit, and all at the end', async () => {
  health.observe(snapshot());
  await until('it is written', () => read('audio'));
  health.observe(snapshot({ services: [service('core')] }));
  await until('it is gone', () => read('audio') === null);
  await health.close();
  expect(readdirSync(folder)).toEqual([]);
});

it('begins without the documents of an earlier supervisor, and leaves alone what services write', async () => {
  mkdirSync(join(folder, 'in'));
  for (const name of ['old.json', 'core.json.tmp', 'in/core.json']) writeFileSync(join(folder, name), '{}');
  await createHealth({ folder, log: (text) => log.push(text) }).close();
  expect([readdirSync(folder), readdirSync(join(folder, 'in'))]).toEqual([['in'], ['core.json']]);
});

it('goes on when the folder cannot be written, and tells it once', async () => {
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'in the way');
  health.observe(snapshot({ services: [service('core')] }));
  await until('it is told', () => log.length === 1);
  health.report(checks('warning'));
  expect(health.current(snapshot({ services: [service('core')] })).overall_status).toBe('warning');
  rmSync(folder);
  mkdirSync(folder);
  chmodSync(folder, 0o700);
  health.report(checks('healthy'));
  await until('it is written', () => read('core'));
  expect(log).toHaveLength(1);
});

it('leaves what is stopped out of the worst', () => {
  const stopped = service('audio', { state: 'stopped', stoppedBy: 'person', health: 'unknown' });
  expect(health.current(snapshot({ services: [service('core'), stopped] })).overall_status).toBe('healthy');
});

it("publishes the machine's document too, and the exhibit's status is the worst of all", async () => {
  health.observe(snapshot());
  expect(health.current(snapshot())).toMatchObject({ overall_status: 'healthy', machine: null });
  const told: string[] = [];
  health.onMachineCheck(({ name, status, message }) => told.push(`${name} ${status}: ${message}`));
  health.sample(machineSample({ diskPercent: 96 }));
  await until('it is written', () => read('_machine')?.overall_status === 'warning');
  expect(health.current(snapshot())).toMatchObject({ overall_status: 'warning', machine: { service_name: '_machine' } });
  expect(told).toEqual(['disk warning: the disk is 96 % full']);
  health.sample(machineSample());
  await until('it is well again', () => read('_machine')?.overall_status === 'healthy');
  expect(health.current(snapshot()).overall_status).toBe('healthy');
});
