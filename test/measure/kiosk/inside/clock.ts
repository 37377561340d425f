/** The clock of the measures in the box: CLOCK_MONOTONIC in milliseconds, which systemd and logind stamp their events with too. */
import { readFileSync } from 'node:fs';

const TICKS_A_SECOND = 100;

export const nowMs = () => Number(process.hrtime.bigint()) / 1e6;

/** When a process started, known to 10 ms. The machine of the box does not sleep, so that time since boot is monotonic time. */
export function startedAtMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[19]) / TICKS_A_SECOND) * 1_000;
}
