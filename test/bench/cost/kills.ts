/** Kills programs again and again, each as soon as it has run for long enough, and counts how often they came back. */
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../../../electron/platform/clock.ts';
import type { Program, Stamps } from '../../measure/stamps.ts';

/** A program that ran for so long counts as mended with everybody, and is started again at once. */
const STEADY_MS = 1_000 + 200;

export interface Killed {
  readonly restarts: number;
  readonly seconds: number;
}

export interface KillOptions {
  /** Of programs that stamp their starts (`test/fixtures/stamped.c`). */
  readonly stamps: Stamps;
  readonly firsts: readonly Program[];
  readonly restarts: number;
  /** Then no more are killed, however many it were. */
  readonly mostMs: number;
  /** Called after every restart with how many it were by now. */
  readonly after: (restarts: number) => void;
}

/** All programs side by side, until there were so many restarts in all, or the time is up. */
export async function killAgainAndAgain({ stamps, firsts, restarts, mostMs, after }: KillOptions): Promise<Killed> {
  const beganMs = monotonicMs();
  let begun = 0;
  let done = 0;
  const one = async (first: Program) => {
    for (let program = first; begun < restarts && monotonicMs() - beganMs < mostMs; ) {
      begun += 1;
      await sleep(Math.max(0, program.startedMs + STEADY_MS - monotonicMs()));
      const next = stamps.next(program.name);
      process.kill(program.pid, 'SIGKILL');
      program = await next;
      done += 1;
      after(done);
    }
  };
  await Promise.all(firsts.map(one));
  return { restarts: done, seconds: (monotonicMs() - beganMs) / 1_000 };
}
