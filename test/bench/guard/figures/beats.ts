/** Fifty services that beat ten times a second, under Invigil and at a bare ROUTER: what the beats compute, and what both hold in memory. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startBareRouter, startBeating } from '../../cost/beats.ts';
import { held } from '../../cost/memory.ts';
import { type Rig, withRigs } from '../../cost/rig.ts';
import { between, ledger, total } from '../../cost/spent.ts';
import type { Figure, Pair } from '../figure.ts';

const BEATS = { services: 50, everyMs: 100, spread: false };
const WINDOWS = 8;
const WINDOW_MS = 500;
const LOOKS = 4;
/** Until what a start does once is done. */
const SETTLE_MS = 2_000;

const openers = [() => startBeating('Invigil', BEATS), () => startBareRouter(BEATS)];

/** Both at the same time, and so on the same machine: they are far from using all of it. */
function watched(count: number, look: (rig: Rig) => Promise<number>): Promise<Pair[]> {
  return withRigs(openers, async ([invigil, router]) => {
    if (invigil === undefined || router === undefined) throw new Error('both have been opened');
    await sleep(SETTLE_MS);
    const pairs: Pair[] = [];
    for (let turn = 0; turn < count; turn += 1) {
      const [ours, floor] = await Promise.all([look(invigil), look(router)]);
      pairs.push({ ours, floor });
    }
    return pairs;
  });
}

export const beats: Figure = {
  name: 'beats',
  title: `CPU time of ${BEATS.services} services that beat every ${BEATS.everyMs} ms`,
  floor: 'a bare ROUTER in Node',
  ignored: 0.25,
  measure: () =>
    watched(WINDOWS, async (rig) => {
      const before = ledger(rig.processes());
      await sleep(WINDOW_MS);
      return total(between(before, ledger(rig.processes()))).cpuNs;
    }),
};

export const memory: Figure = {
  name: 'memory',
  title: `memory (PSS) of the supervisor of ${BEATS.services} services`,
  floor: 'a bare ROUTER in Node',
  ignored: 0.15,
  measure: () => watched(LOOKS, async (rig) => held(rig.processes()).pss),
};
