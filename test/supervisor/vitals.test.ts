import { expect, it } from 'vitest';
import { endingTime } from '../../electron/supervisor/ending-time.ts';
import { illness, type Vitals } from '../../electron/supervisor/vitals.ts';
import { servicePlan } from '../support/exhibit.ts';

const well: Vitals = { now: 100_000, deadline: 101_000, waitingSince: null, failedInARow: 0 };

it('supervision that waits for a deadline, or for nothing, is alive', () => {
  expect(illness(well)).toBeNull();
  expect(illness({ ...well, deadline: null })).toBeNull();
});

it('a deadline that has just passed is being judged; one of long ago was not', () => {
  expect(illness({ ...well, deadline: 95_000 })).toBeNull();
  expect(illness({ ...well, deadline: 94_900 })).toBe('what was due 5.1 s ago has not been judged');
});

it('an event waits for its turn, and not for long', () => {
  expect(illness({ ...well, waitingSince: 99_000 })).toBeNull();
  expect(illness({ ...well, waitingSince: 90_000 })).toBe('an event has been waiting for 10 s');
});

it('a bug is a bug; nothing but bugs is the end', () => {
  expect(illness({ ...well, failedInARow: 4 })).toBeNull();
  expect(illness({ ...well, failedInARow: 5 })).toMatch(/last 5 events/);
});

it('the end takes as long as the longest chain of services, and then the shells', () => {
  const grace = (graceMs: number) => ({ stop: { graceMs, onFreeze: false } });
  const services = [
    servicePlan('core', grace(3_000)),
    servicePlan('other', grace(4_000)),
    servicePlan('audio', { after: ['core'], ...grace(2_000) }),
    servicePlan('display', { kind: 'url', after: ['core'], ...grace(1_000) }),
  ];
  expect(endingTime({ services })).toBe(3_000 + 2_000 + 1_000 + 5_000);
  expect(endingTime({ services: [] })).toBe(5_000);
});
