import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { metricsPage, PAGE } from '../../build/metrics-page.ts';
import { CATALOGUE } from '../../electron/metrics/catalogue.ts';
import { Exhibit, servicePlan } from '../support/exhibit.ts';
import { service, snapshot } from '../support/snapshot.ts';
import { double, EMPTY, liveThrough } from './full.ts';

/** Lines of the page of its first page: each test has a double of its own. */
async function lines(one = double()): Promise<string[]> {
  return ((await one.metrics.page()) ?? '').split('\n');
}

it('gives every figure of the catalogue, and no other', async () => {
  const one = double();
  liveThrough(one);
  const given = (await lines(one)).filter((line) => line.startsWith('# TYPE ')).map((line) => line.slice(7));
  const known = CATALOGUE.flatMap(({ entries }) => entries.map(({ name, type }) => `${name} ${type}`));
  expect(given.toSorted()).toEqual([...known, 'exhibit_lamp_celsius gauge'].toSorted());
});

it('gives each figure the labels that the catalogue says', async () => {
  const one = double();
  liveThrough(one);
  const labels = new Map(CATALOGUE.flatMap(({ entries }) => entries.map((entry) => [entry.name, entry] as const)));
  for (const line of await lines(one)) {
    const [, full = '', text = ''] = /^(\w+)\{(.*)\}/.exec(line) ?? [];
    const entry = labels.get(full) ?? labels.get(full.replace(/_(bucket|sum|count)$/, ''));
    if (entry === undefined) continue;
    const names = [...text.matchAll(/(\w+)="/g)].map(([, name]) => name).filter((name) => name !== 'le');
    expect(names, line).toEqual(['exhibit', ...entry.labels]);
  }
});

it('the page in docs/ is the one that the catalogue makes (node build/metrics-page.ts)', () => {
  const page = readFileSync(PAGE, 'utf8');
  expect(page).toBe(metricsPage(page));
});

it('shows states as one series for each, and leaves out what is not known', async () => {
  const page = await lines(
    double({ machine: () => null, usage: async () => [], snapshot: () => snapshot({ rebootsLeft: null, state: 'safe-mode' }) }),
  );
  expect(page.filter((line) => line.startsWith('invigil_exhibit_state{') && line.endsWith(' 1'))).toEqual([
    'invigil_exhibit_state{exhibit="lantern",state="safe-mode"} 1',
  ]);
  expect(page.filter((line) => line.startsWith('invigil_exhibit_state{'))).toHaveLength(8);
  expect(page.filter((line) => /^invigil_(machine_cpu|service_memory|reboots_left)/.test(line))).toEqual([]);
});

it('does not show what a service used a while ago as if it were now', async () => {
  const old = { at: Date.now() - 120_000, memoryBytes: 1, cpuPercent: 1, processes: 1, openFiles: 1 };
  expect((await lines(double({ usage: async () => [old] }))).some((line) => line.startsWith('invigil_service_memory_bytes'))).toBe(false);
});

it('counts restarts by cause, how long they took to see and to mend, and alerts', async () => {
  const one = double();
  liveThrough(one);
  const page = await lines(one);
  for (const line of [
    'invigil_service_restarts_total{exhibit="lantern",service="core",cause="freeze"} 1',
    'invigil_service_restarts_total{exhibit="lantern",service="core",cause="stall"} 0',
    'invigil_service_detection_seconds_bucket{exhibit="lantern",service="core",le="5"} 0',
    'invigil_service_detection_seconds_bucket{exhibit="lantern",service="core",le="10"} 1',
    'invigil_service_detection_seconds_count{exhibit="lantern",service="core"} 1',
    'invigil_service_recovery_seconds_sum{exhibit="lantern",service="core"} 0.6',
    'invigil_alerts_total{exhibit="lantern",kind="restarting"} 2',
    'invigil_alerts_total{exhibit="lantern",kind="storm"} 0',
    'invigil_alert_messages_total{exhibit="lantern",receiver="phone",kind="ntfy",outcome="delivered"} 3',
    'invigil_machine_warning{exhibit="lantern",check="disk"} 1',
    'invigil_service_cpu_cores{exhibit="lantern",service="core"} 0.125',
  ]) {
    expect(page).toContain(line);
  }
});

it('counts an incident once, whoever speaks of it first', async () => {
  const one = double();
  one.incidents.set('core', 'first');
  one.metrics.changed('core', null);
  one.metrics.alert({
    kind: 'restarting',
    level: 'info',
    service: 'core',
    cause: { kind: 'exit', code: 1, signal: null },
    attempt: 1,
    delayMs: 0,
  });
  one.incidents.delete('core');
  one.metrics.changed('core', 'core-2');
  one.incidents.set('core', 'second');
  one.metrics.report({ type: 'page', service: 'core', instance: 1, state: 'reloading', message: null });
  expect(await lines(one)).toContain('invigil_service_incidents_total{exhibit="lantern",service="core"} 2');
});

it('counts a beat as late that comes in the second half of the time allowed', async () => {
  const exhibit = new Exhibit([servicePlan('core')]).up('core');
  const one = double();
  const beatAfter = (ms: number) => {
    exhibit.at += ms;
    const before = exhibit.state;
    exhibit.of('core', { type: 'beat' });
    one.metrics.after({ type: 'beat', service: 'core', instance: exhibit.instance('core'), at: exhibit.at }, before);
  };
  // The first beat has none before it. The timeout is 5 s.
  for (const ms of [4_900, 1_000, 2_500, 2_501, 4_999]) beatAfter(ms);
  one.metrics.after({ type: 'beat', service: 'core', instance: 99, at: exhibit.at }, exhibit.state);
  one.metrics.after({ type: 'beat', service: 'other', instance: 1, at: exhibit.at }, exhibit.state);
  const page = await lines(one);
  expect(page).toContain('invigil_service_beats_total{exhibit="lantern",service="core"} 5');
  expect(page).toContain('invigil_service_beats_late_total{exhibit="lantern",service="core"} 2');
});

it('counts how late the loop judged what was due', async () => {
  const one = double();
  one.metrics.after({ type: 'tick', traced: [], at: 0.5 }, EMPTY);
  one.metrics.after({ type: 'late', byMs: 80, at: 1 }, EMPTY);
  const page = await lines(one);
  expect(page).toContain('invigil_loop_lateness_seconds_bucket{exhibit="lantern",le="0.001"} 1');
  expect(page).toContain('invigil_loop_lateness_seconds_bucket{exhibit="lantern",le="0.05"} 1');
  expect(page).toContain('invigil_loop_lateness_seconds_bucket{exhibit="lantern",le="0.1"} 2');
});

it('makes a page at most once a second, and tells of one that it cannot make', async () => {
  let asked = 0;
  const one = double({
    receivers() {
      asked += 1;
      throw new Error('a bug');
    },
  });
  expect(await Promise.all([one.metrics.page(), one.metrics.page()])).toEqual([null, null]);
  expect(await one.metrics.page()).toBeNull();
  expect(asked).toBe(1);
  expect(one.told).toEqual([expect.stringContaining('a bug, at the page of metrics')]);
});

it('forgets services that have left the file', async () => {
  let services = [service('core'), service('audio')];
  const one = double({ snapshot: () => snapshot({ services }) });
  one.metrics.report({ type: 'metric', service: 'core', instance: 1, name: 'lamp_celsius', value: 1, labels: {} });
  services = [service('audio')];
  expect((await lines(one)).filter((line) => line.includes('service="core"'))).toEqual([]);
});
