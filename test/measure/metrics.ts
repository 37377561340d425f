/** A page of figures of many services: how long it keeps the supervisor's loop, and what counting a beat costs. */
import { expose } from '../../electron/metrics/exposition.ts';
import { exhibitFamilies, serviceFamilies } from '../../electron/metrics/families.ts';
import { Tally } from '../../electron/metrics/tally.ts';
import { double } from '../metrics/full.ts';
import { Exhibit, servicePlan } from '../support/exhibit.ts';
import { service, snapshot } from '../support/snapshot.ts';
import type { Measure, Table } from './table.ts';

const WANTED_MS = 10;
const ROUNDS = { long: 200, short: 10 };
const BEATS = { long: 1_000_000, short: 10_000 };
const SAMPLE = { at: 0, memoryBytes: 50_000_000, cpuPercent: 3.5, processes: 2, openFiles: 20 };

/** Processor time of one page, which others on the machine do not lengthen, in milliseconds. */
function pageOf(services: number, rounds: number): { readonly ms: number; readonly lines: number; readonly bytes: number } {
  const seen = snapshot({ services: Array.from({ length: services }, (_, place) => service(`service-${place}`)) });
  const usage = new Map(seen.services.map(({ name }) => [name, SAMPLE]));
  const tally = new Tally();
  const make = () =>
    expose([...exhibitFamilies(seen, 'healthy', '1.0.0', tally), ...serviceFamilies(seen.services, tally, usage, () => 0)], {
      exhibit: 'lantern',
    });
  const text = make();
  const ms = processorMs(() => {
    for (let round = 0; round < rounds; round++) make();
  });
  return { ms: ms / rounds, lines: text.split('\n').length - 1, bytes: Buffer.byteLength(text) };
}

function beatNs(beats: number): number {
  const exhibit = new Exhibit([servicePlan('core')]).up('core');
  const { metrics } = double();
  const beat = { type: 'beat', service: 'core', instance: exhibit.instance('core'), at: 1 } as const;
  const ms = processorMs(() => {
    for (let count = 0; count < beats; count++) metrics.after(beat, exhibit.state);
  });
  return (ms * 1e6) / beats;
}

function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

export const measure: Measure = {
  name: 'metrics',
  title: 'A page of figures for Prometheus',
  async run({ short }): Promise<Table> {
    const kind = short ? 'short' : 'long';
    // The first pages are slow until the code is compiled, as with everything.
    const pages = [3, 50, 200].map((services) => ({ services, ...pageOf(services, ROUNDS[kind]) }));
    const slowest = Math.max(...pages.map(({ ms }) => ms));
    return {
      wanted: `a page of 200 services within ${WANTED_MS} ms`,
      met: slowest <= WANTED_MS,
      columns: ['services', 'lines', 'kB', 'ms for a page'],
      rows: pages.map(({ services, lines, bytes, ms }) => [String(services), String(lines), (bytes / 1_000).toFixed(0), ms.toFixed(2)]),
      notes: [`Processor time, mean of ${ROUNDS[kind]} pages. Counting one beat takes ${beatNs(BEATS[kind]).toFixed(0)} ns.`],
    };
  },
};
