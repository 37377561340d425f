/**
 * Two hundred services that beat ten times a second each: what the supervisor takes of a core for it, beside a bare ROUTER that hears the
 * same from as many programs at the same time, and does nothing with it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../../measure/spread.ts';
import type { Measure, Table } from '../../measure/table.ts';
import { startBareRouter, startBeating } from '../cost/beats.ts';
import { withRigs } from '../cost/rig.ts';
import { mean, watchIdle } from './idle.ts';

const WANTED_PERCENT = 8;
const BEATS = { services: 200, everyMs: 100, spread: false };
const INVIGIL = 'Invigil';

export const many: Measure = {
  name: 'many',
  title: 'Two hundred services that beat ten times a second',
  async run({ short }): Promise<Table> {
    const [windows, settleMs] = short ? [5, 2_000] : [60, 20_000];
    const seen = await withRigs([() => startBareRouter(BEATS), () => startBeating(INVIGIL, BEATS)], async (rigs) => {
      await sleep(settleMs);
      return watchIdle(rigs, windows, 1_000);
    });
    const floor = mean(seen[0]?.percents ?? []);
    const own = mean(seen.find(({ title }) => title === INVIGIL)?.percents ?? []);
    return {
      wanted: `Invigil under ${WANTED_PERCENT} % of a core`,
      met: own < WANTED_PERCENT,
      columns: ['who hears the beats', 'of a core', 'of the floor', 'n', 'median', 'p95', 'wake-ups a second', 'PSS MB'],
      rows: seen.map(({ title, percents, turnsASecond, pss }) => [
        title,
        `${mean(percents).toFixed(2)} %`,
        (mean(percents) / floor).toFixed(2),
        `${percents.length}`,
        ...[50, 95].map((percent) => `${percentile(percents, percent).toFixed(2)} %`),
        turnsASecond.toFixed(0),
        (pss / 1e6).toFixed(1),
      ]),
      notes: [
        `${BEATS.services} programs in C each, ${1_000 / BEATS.everyMs} beats a second of each over ZeroMQ, both side by side for ${windows} s. The bare ROUTER takes a message and does nothing with it; Invigil reads it strictly, knows whose it is, and moves a deadline. No peer hears beats over ZeroMQ.`,
      ],
    };
  },
};
