/**
 * Pure: what a sample of the machine means. Every check of the machine is at most a `warning`: it says that something may soon go
 * wrong, while what visitors see is still right. What does go wrong is an error of the service that it happens to. So a full disk
 * never makes an exhibit `degraded` and never turns `/healthz` to 503.
 *
 * Numbers (contract 5): memory 90 %, processor 90 % over a minute, disk 95 %, 3 unplanned restarts within 10 min; and 85 °C. A check
 * that has warned is well again a little below its limit, so that a value which moves about the limit is told once.
 */
import type { MachineSample } from '../supervisor/ports.ts';

/** What is judged; each check is one name in the machine's document. */
export const MACHINE_CHECKS = ['memory', 'cpu', 'disk', 'temperature', 'power', 'clock', 'restarts'] as const;

export type MachineCheckName = (typeof MACHINE_CHECKS)[number];

export interface MachineCheck {
  readonly name: MachineCheckName;
  readonly status: 'healthy' | 'warning';
  /** As a sentence without its full stop: `the disk is 96 % full`. */
  readonly message: string;
  /** What was measured. */
  readonly metadata: Readonly<Record<string, number | boolean>>;
}

interface Limit {
  /** From here on it warns. */
  readonly warns: number;
  /** Below this it is well again. */
  readonly well: number;
}

const MEMORY: Limit = { warns: 90, well: 87 };
const PROCESSOR: Limit = { warns: 90, well: 85 };
const DISK: Limit = { warns: 95, well: 94 };
const CELSIUS: Limit = { warns: 85, well: 80 };
const RESTARTS: Limit = { warns: 3, well: 3 };

/** `warned`: the checks that warn so far. `restarts`: unplanned ones within the last 10 min. What the machine does not tell is left out. */
export function machineChecks(sample: MachineSample, restarts: number, warned: ReadonlySet<string>): readonly MachineCheck[] {
  const level = (name: MachineCheckName, value: number | null, limit: Limit, words: (value: number) => string): MachineCheck[] => {
    if (value === null) return [];
    const isBad = value >= (warned.has(name) ? limit.well : limit.warns);
    return [{ name, status: isBad ? 'warning' : 'healthy', message: words(Math.round(value)), metadata: { value: rounded(value) } }];
  };
  return [
    ...level('memory', sample.memoryPercent, MEMORY, (percent) => `${percent} % of the memory is in use`),
    ...level('cpu', sample.cpuPercent, PROCESSOR, (percent) => `the processor was ${percent} % busy over the last minute`),
    ...level('disk', sample.diskPercent, DISK, (percent) => `the disk is ${percent} % full`),
    ...level('temperature', sample.temperatureC, CELSIUS, (celsius) => `the processor is at ${celsius} °C`),
    ...power(sample.power),
    ...clock(sample.clockKept),
    ...level('restarts', restarts, RESTARTS, (count) => `${count} unplanned ${count === 1 ? 'restart' : 'restarts'} within 10 min`),
  ];
}

function power(found: MachineSample['power']): MachineCheck[] {
  if (found === null) return [];
  const { underVoltage, slowed } = found;
  const message = underVoltage
    ? 'the voltage is too low: take a stronger power supply or a shorter cable'
    : slowed
      ? 'the processor is slowed down because it is too hot'
      : 'the voltage is all right';
  return [{ name: 'power', status: underVoltage || slowed ? 'warning' : 'healthy', message, metadata: { ...found } }];
}

function clock(kept: boolean | null): MachineCheck[] {
  if (kept === null) return [];
  const message = kept ? 'the clock is kept right over the network' : 'the clock is not kept right: no time server answers';
  return [{ name: 'clock', status: kept ? 'healthy' : 'warning', message, metadata: {} }];
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
