/** What is known of a supervisor that somebody here sent away. Pure. */
import { countdown } from '../parts/format.ts';
import { fill, type Words } from '../words/words.ts';

export interface Expectation {
  readonly command: string;
  /** Wall clock, milliseconds. */
  readonly until: number;
}

/** `Rebooting. Back in about 40 s.`; null: nothing is expected any more. */
export function expectation(expected: Expectation | null, now: number, { dashboard, outcome }: Words): string | null {
  if (expected === null || now >= expected.until) return null;
  const act = expected.command === 'reboot' ? outcome.rebooting : outcome.restarting;
  return fill(dashboard.connection.expected, { act, duration: countdown(expected.until - now) });
}
