/**
 * The machine's clocks. Deadlines live on the monotonic one, which stands still while the machine sleeps and knows no steps; the
 * uptime counts sleep as well; the wall clock is for people. What one does and the others do not tells sleep and steps, without D-Bus.
 */
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

/** CLOCK_MONOTONIC in milliseconds. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** Time since boot in milliseconds, sleep included (CLOCK_BOOTTIME, in steps of 10 ms). */
export function bootUptimeMs(): number {
  return uptime() * 1000;
}

/** The kernel's id of the present boot. */
export function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

export interface Clocks {
  readonly monotonicMs: () => number;
  readonly bootUptimeMs: () => number;
  readonly wallMs: () => number;
}

/** What happened since the last look; 0: nothing. A step back of the wall clock is negative. */
export interface Jump {
  readonly sleptMs: number;
  readonly steppedMs: number;
}

export interface SleepDetector {
  /** Costs about 10 us. */
  look(): Jump;
}

/** Less than this between two looks is the clocks' resolution and the time between reading one and the other. */
const LEAST_JUMP_MS = 1000;

export function createSleepDetector(clocks: Clocks = { monotonicMs, bootUptimeMs, wallMs: Date.now }): SleepDetector {
  const read = () => {
    const monotonic = clocks.monotonicMs();
    return { sleep: clocks.bootUptimeMs() - monotonic, wall: clocks.wallMs() - monotonic };
  };
  let last = read();
  return {
    look() {
      const now = read();
      const sleptMs = now.sleep - last.sleep > LEAST_JUMP_MS ? now.sleep - last.sleep : 0;
      // The wall clock goes on during sleep: only what is more than that is a step.
      const stepMs = now.wall - last.wall - sleptMs;
      const steppedMs = Math.abs(stepMs) > LEAST_JUMP_MS ? stepMs : 0;
      // Without a jump the old reading stays, so that a slow drift does not add up unseen nor noise accumulate.
      last = { sleep: sleptMs === 0 ? last.sleep : now.sleep, wall: sleptMs === 0 && steppedMs === 0 ? last.wall : now.wall };
      return { sleptMs, steppedMs };
    },
  };
}
