/** The documents of the history as graphs: which lines are drawn together, and what is said of each in figures. Pure. */
import type { ResourceHistory } from '../../../electron/documents/history.ts';
import { bytes, percent } from '../../parts/format.ts';
import type { Words } from '../../words/words.ts';

type Column = readonly (number | null)[];

export interface Series {
  readonly name: string;
  readonly values: Column;
}

export interface Graph {
  readonly name: string;
  readonly series: readonly Series[];
  readonly say: (value: number) => string;
  /** The top of the scale when nothing is higher. */
  readonly full: number;
  /** Counts are added up; everything else has a mean. */
  readonly counts: boolean;
}

export function machineGraphs({ machine }: ResourceHistory, { dashboard, machine: names }: Words): readonly Graph[] {
  const { graphs } = dashboard;
  const one = (name: string, values: Column, say: Graph['say'], full: number): Graph => ({
    name,
    series: [{ name: names.heading, values }],
    say,
    full,
    counts: false,
  });
  return [
    one(graphs.cpu, machine.cpu_percent, percent, 100),
    one(graphs.memory, machine.memory_percent, percent, 100),
    one(graphs.temperature, machine.temperature_c, (value) => `${Math.round(value)} °C`, 80),
    one(graphs.gpu, machine.gpu_percent, percent, 100),
    one(graphs.disk, machine.disk_percent, percent, 100),
  ].filter(({ series }) => series.some(({ values }) => values.some((value) => value !== null)));
}

/** `titleOf`: what the service is called. */
export function serviceGraphs({ services }: ResourceHistory, titleOf: (name: string) => string, words: Words): readonly Graph[] {
  const { graphs } = words.dashboard;
  const of = (column: 'cpu_percent' | 'memory_bytes' | 'restarts') =>
    services.map((service) => ({ name: titleOf(service.name), values: service[column] }));
  if (services.length === 0) return [];
  return [
    { name: graphs.serviceCpu, series: of('cpu_percent'), say: percent, full: 10, counts: false },
    { name: graphs.serviceMemory, series: of('memory_bytes'), say: (value) => bytes(value, words.language), full: 1e6, counts: false },
    { name: graphs.restarts, series: of('restarts'), say: (value) => String(Math.round(value)), full: 2, counts: true },
  ];
}

export interface Figures {
  readonly now: number | null;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  readonly total: number;
}

/** Null: nothing was measured. `now`: the newest value, if it is one of the last two steps: the last one is still being measured. */
export function figuresOf(values: Column): Figures | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  const total = known.reduce((sum, value) => sum + value, 0);
  return {
    now: values.at(-1) ?? values.at(-2) ?? null,
    min: known.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
    mean: total / known.length,
    max: known.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
    total,
  };
}
