/** People are told of what they want to know, and of nothing else, whatever goes wrong: random life, judged by a person who sees everything. */
import { expect, it } from 'vitest';
import { telling } from './telling/policy.ts';
import { type Lived, live } from './telling/week.ts';

/** The same in each build; `npm run measure alerts` looks at whole weeks, and INVIGIL_SEED brings one back. */
const SEED = Number(process.env.INVIGIL_SEED ?? 20_261_122);
const MINUTE_MS = 60_000;

function inWords(seed: number, { violation, trace }: Lived): string {
  return [`seed ${seed}: ${violation?.message ?? 'no violation'}`, ...trace.lines()].join('\n');
}

it.each([
  { what: 'a fault every other minute', seeds: 4, hours: 3, everyMs: 2 * MINUTE_MS },
  { what: 'a fault every quarter of an hour', seeds: 1, hours: 12, everyMs: 15 * MINUTE_MS },
])('tells what a person wants to know, with $what', ({ seeds, hours, everyMs }) => {
  let wanted = 0;
  for (let seed = SEED; seed < SEED + seeds; seed += 1) {
    const lived = live({ seed, hours, everyMs }, telling);
    if (lived.violation !== null) expect.fail(inWords(seed, lived));
    wanted += lived.counts.wanted;
  }
  expect(wanted).toBeGreaterThan(20);
});
