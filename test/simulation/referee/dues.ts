/** What time itself brings about: each thing is done in the first tick at or after its moment, and the policy asks for that tick. */
import type { State } from '../../../electron/supervisor/policy/state.ts';
import type { Facts } from './facts.ts';
import type { LadderBook } from './ladder.ts';
import { processForbidden } from './starts.ts';
import { Violation } from './violation.ts';

export function judgeDues(facts: Facts, ladder: LadderBook, after: State, deadline: number | null, tick: boolean): void {
  const judge = (due: number, what: string) => {
    if (due === Number.POSITIVE_INFINITY) return;
    if (tick && due <= facts.at) throw new Violation('overdue', `${what} was due ${facts.at - due} ms ago`);
    const asked = deadline ?? Number.POSITIVE_INFINITY;
    if (asked > Math.max(due, facts.at))
      throw new Violation('timer', `${what} is due in ${due - facts.at} ms, the timer is set to ${asked - facts.at} ms`);
  };
  const accounts = [...facts.accounts.values()];
  const ending = accounts.some(({ live }) => live !== null && (live.ending !== null || live.mainEnded));
  if (facts.pausedUntil !== null) judge(facts.pausedUntil, 'the end of the pause');
  for (const account of accounts) {
    const { live, plan } = account;
    if (live?.ending != null) judge(live.ending.kill.until, `the kill of ${plan.name}`);
    else if (live !== null && !live.mainEnded && !facts.paused && !live.incompatible) judge(live.failsBy, `the failure of ${plan.name}`);
    if (
      live?.ending === null &&
      !live.mainEnded &&
      live.forkedAt !== null &&
      !plan.heartbeat.watched &&
      plan.restart === 'always' &&
      live.readyAt === null
    ) {
      judge(live.forkedAt + 1000, `readiness of ${plan.name}`);
    }
    if (live !== null || ending || facts.paused || after.reboot !== null || processForbidden(facts, account, after.safeMode) !== null)
      continue;
    if (account.failure !== null) judge(account.failure.due.until, `restart ${account.failure.attempt} of ${plan.name}`);
    if (account.retry.active) judge(account.retry.until, `the next try of ${plan.name}`);
  }
  if (facts.paused || facts.shutdown) return;
  // A trial of nothing would say nothing.
  const triable = accounts.some(({ held, plan }) => !held && plan.escalate === 'exhibit');
  if (after.safeMode !== null && facts.open && triable) judge(ladder.trialDue, 'a trial start');
  const asker = ladder.asker === null ? undefined : facts.accounts.get(ladder.asker);
  const readyAt = asker?.ready ? (asker.live?.readyAt ?? null) : null;
  if (asker !== undefined && readyAt !== null && after.safeMode === null && after.reboot === null)
    judge(readyAt + asker.plan.storm.withinMs, 'help');
}
