/** Pure: a page of what was used, in columns; every step has its place, measured or not. */
import type { ResourceHistory } from '../documents/history.ts';
import type { MachineUse, ResourceRow, ServiceUse } from './rows.ts';
import { beginningOf, type Range, STEPS } from './steps.ts';

/** The steps that a page shows: up to the one in which `now` lies. */
export function pageTimes(range: Range, now: number): { readonly from: number; readonly to: number } {
  const step = STEPS[range];
  const to = beginningOf(now, step) + step.ms;
  return { from: to - step.shown * step.ms, to };
}

/** `rows`: those of the page, of one step each. */
export function resourcePage(range: Range, now: number, rows: readonly ResourceRow[]): ResourceHistory {
  const { ms, shown } = STEPS[range];
  const { from } = pageTimes(range, now);
  const times = Array.from({ length: shown }, (_, place) => from + place * ms);
  const byTime = new Map(rows.map((row) => [row.at, row]));
  const names = [...new Set(rows.flatMap(({ services }) => Object.keys(services)))].sort();
  const machine = (key: keyof MachineUse) => times.map((at) => byTime.get(at)?.machine[key] ?? null);
  const service = (name: string, key: keyof ServiceUse) => times.map((at) => byTime.get(at)?.services[name]?.[key] ?? null);
  return {
    range,
    step_ms: ms,
    times,
    machine: {
      cpu_percent: machine('cpuPercent'),
      memory_percent: machine('memoryPercent'),
      disk_percent: machine('diskPercent'),
      temperature_c: machine('temperatureC'),
      gpu_percent: machine('gpuPercent'),
    },
    services: names.map((name) => ({
      name,
      cpu_percent: service(name, 'cpuPercent'),
      memory_bytes: service(name, 'memoryBytes'),
      restarts: service(name, 'restarts'),
    })),
  };
}
