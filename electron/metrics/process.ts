/** The supervisor's own process, by the names that Prometheus users know from other programs. */
import { readdirSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { SUPERVISOR } from './catalogue.ts';
import type { Family } from './exposition.ts';
import { one } from './families.ts';
import type { Tally } from './tally.ts';

/** Takes one turn of the loop, to measure it. */
export async function processFamilies({ lateness }: Tally): Promise<Family[]> {
  const asked = performance.now();
  await nextTurn();
  const turnMs = performance.now() - asked;
  const { user, system } = process.cpuUsage();
  return [
    { metric: SUPERVISOR.lateness, samples: lateness.samples({}) },
    one(SUPERVISOR.turn, turnMs / 1_000),
    one(SUPERVISOR.cpu, (user + system) / 1e6),
    one(SUPERVISOR.memory, process.memoryUsage.rss()),
    one(SUPERVISOR.openFiles, openFiles()),
    one(SUPERVISOR.started, Math.round(performance.timeOrigin) / 1_000),
  ];
}

function openFiles(): number | null {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    // Without a free descriptor nothing can be listed: what cannot be known is left out.
    return null;
  }
}
