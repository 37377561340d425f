/**
 * What people are told in weeks of random life: the supervisor's policy in its model world, the policy of telling beside it, and a judge who
 * sees everything and wants to be woken for the right things.
 */
import { telling } from '../simulation/telling/policy.ts';
import { live } from '../simulation/telling/week.ts';
import type { Measure, Table } from './table.ts';

const WEEK_HOURS = 7 * 24;
const MINUTE_MS = 60_000;

function weeks(name: string, seeds: number, hours: number, everyMs: number) {
  const sum = { faults: 0, alerts: 0, wanted: 0, messages: 0, mended: 0 };
  const violations: string[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) {
    const { counts, faults, violation } = live({ seed, hours, everyMs }, telling);
    sum.faults += faults;
    sum.alerts += counts.alerts;
    sum.wanted += counts.wanted;
    sum.messages += counts.messages;
    sum.mended += counts.mended;
    if (violation !== null) violations.push(`${name}, seed ${seed}: ${violation.message}`);
  }
  return { row: [name, ...Object.values(sum).map(String), `${violations.length}`], violations };
}

export const measure: Measure = {
  name: 'alerts',
  title: 'What people are told in weeks of random life',
  async run({ short }): Promise<Table> {
    const lives = [
      weeks(short ? '2 days, a fault every 2 h' : '8 weeks, a fault every 2 h', short ? 1 : 8, short ? 48 : WEEK_HOURS, 120 * MINUTE_MS),
      weeks(short ? '6 h, a fault every 20 min' : '4 weeks, a fault every 20 min', short ? 1 : 4, short ? 6 : WEEK_HOURS, 20 * MINUTE_MS),
      weeks(short ? '6 h, a fault every 2 min' : '300 h, a fault every 2 min', short ? 1 : 50, 6, 2 * MINUTE_MS),
    ];
    const violations = lives.flatMap((life) => life.violations);
    return {
      wanted:
        'none missed; at most one message per incident and status; none for what mended itself; each raise cleared; silence in pauses',
      met: violations.length === 0,
      columns: [
        'life',
        'faults',
        'alerts of the supervisor',
        'wanted by a person',
        'messages to the phone, ends included',
        'mended unseen',
        'wrong',
      ],
      rows: lives.map(({ row }) => row),
      notes: [
        'Wanted: each status of each trouble that the judge would be woken for, counted anew each time it comes back. Messages are fewer where the cooldown folds them, and more by the ends of troubles.',
        ...violations,
      ],
    };
  },
};
