/**
 * What was used over one step, as it is kept: one text for all services, some 100 bytes for three of them. Pure.
 *
 *     {"m":[cpu %, memory %, disk %, degrees, gpu %],"s":{"core":[cpu %, bytes, restarts]}}
 */
import type { ResourceRow, ServiceUse } from './rows.ts';

type Value = number | null;

export function encodeUsed({ machine, services }: ResourceRow): string {
  const { cpuPercent, memoryPercent, diskPercent, temperatureC, gpuPercent } = machine;
  const each = Object.entries(services).map(([name, one]) => [name, [tenths(one.cpuPercent), whole(one.memoryBytes), one.restarts]]);
  return JSON.stringify({
    m: [cpuPercent, memoryPercent, diskPercent, temperatureC, gpuPercent].map(tenths),
    s: Object.fromEntries(each),
  });
}

/** What is not as it was written counts as not measured. */
export function decodeUsed(at: number, text: string): ResourceRow {
  const used: unknown = JSON.parse(text);
  const [machine, services] = isRecord(used) ? [used['m'], used['s']] : [];
  const [cpuPercent = null, memoryPercent = null, diskPercent = null, temperatureC = null, gpuPercent = null] = values(machine);
  const each = Object.entries(isRecord(services) ? services : {}).map(([name, one]): [string, ServiceUse] => {
    const [cpu = null, memoryBytes = null, restarts = null] = values(one);
    return [name, { cpuPercent: cpu, memoryBytes, restarts: restarts ?? 0 }];
  });
  return { at, machine: { cpuPercent, memoryPercent, diskPercent, temperatureC, gpuPercent }, services: Object.fromEntries(each) };
}

/** Several minutes as one step that begins at `at`: means of what was measured, sums of restarts. */
export function rollUp(at: number, rows: readonly ResourceRow[]): ResourceRow {
  const names = [...new Set(rows.flatMap(({ services }) => Object.keys(services)))];
  const mean = (pick: (row: ResourceRow) => Value | undefined) => meanOf(rows.map(pick));
  return {
    at,
    machine: {
      cpuPercent: mean(({ machine }) => machine.cpuPercent),
      memoryPercent: mean(({ machine }) => machine.memoryPercent),
      diskPercent: mean(({ machine }) => machine.diskPercent),
      temperatureC: mean(({ machine }) => machine.temperatureC),
      gpuPercent: mean(({ machine }) => machine.gpuPercent),
    },
    services: Object.fromEntries(
      names.map((name) => [
        name,
        {
          cpuPercent: mean(({ services }) => services[name]?.cpuPercent),
          memoryBytes: mean(({ services }) => services[name]?.memoryBytes),
          restarts: rows.reduce((sum, { services }) => sum + (services[name]?.restarts ?? 0), 0),
        },
      ]),
    ),
  };
}

function meanOf(found: readonly (Value | undefined)[]): Value {
  const measured = found.filter((value) => value !== null && value !== undefined);
  return measured.length === 0 ? null : measured.reduce((sum, value) => sum + value, 0) / measured.length;
}

function tenths(value: Value): Value {
  return value === null ? null : Math.round(value * 10) / 10;
}

function whole(value: Value): Value {
  return value === null ? null : Math.round(value);
}

function values(list: unknown): Value[] {
  return Array.isArray(list) ? list.map((value) => (typeof value === 'number' ? value : null)) : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
