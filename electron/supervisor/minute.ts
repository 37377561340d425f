/** Pure: what one minute is written down as, from samples of the machine and of services. */
import type { ResourceRow, ServiceUse } from '../history/rows.ts';
import type { MachineSample, UsageSample } from './ports.ts';

export const MINUTE_MS = 60_000;
/** A minute is looked at once it has passed, a moment late: by so much, in milliseconds, it still belongs to the one before. */
const LATE_MS = 30_000;

/** Until the present minute of the wall clock has passed, in milliseconds. */
export function untilNextMinute(now: number): number {
  return MINUTE_MS - (now % MINUTE_MS);
}

/** `services`: the samples of each; `restarts`: those of the minute. */
export function minuteRow(
  machine: MachineSample,
  services: ReadonlyMap<string, readonly UsageSample[]>,
  restarts: ReadonlyMap<string, number>,
): ResourceRow {
  const { at, cpuPercent, memoryPercent, diskPercent, temperatureC, gpuPercent } = machine;
  const of = (name: string, samples: readonly UsageSample[]): [string, ServiceUse] => {
    const recent = samples.filter((sample) => Math.abs(at - sample.at) <= MINUTE_MS);
    return [
      name,
      {
        cpuPercent: mean(recent.map((sample) => sample.cpuPercent)),
        memoryBytes: mean(recent.map((sample) => sample.memoryBytes)),
        restarts: restarts.get(name) ?? 0,
      },
    ];
  };
  return {
    at: Math.floor((at - LATE_MS) / MINUTE_MS) * MINUTE_MS,
    machine: { cpuPercent, memoryPercent, diskPercent, temperatureC, gpuPercent },
    services: Object.fromEntries([...services].map(([name, samples]) => of(name, samples))),
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
