/** Nothing starts that must not, and what may start does: processes and, in shells, pages. */
import type { Effect } from '../../../electron/supervisor/policy/effect.ts';
import type { State } from '../../../electron/supervisor/policy/state.ts';
import type { Account } from './account.ts';
import type { Facts } from './facts.ts';
import type { LadderBook } from './ladder.ts';
import { Violation } from './violation.ts';

type Safety = State['safeMode'];

/** Why what the service is for (its process, or a live shell's page) must not begin now; null: it may. */
export function forbidden(facts: Facts, account: Account, safety: Safety): string | null {
  const name = account.plan.name;
  if (facts.shutdown) return 'the supervisor is ending';
  if (account.removed) return 'it left the file';
  if (account.held) return 'a person stopped it';
  if (account.plan.hidden) return covers(facts, account, safety) ? 'its displays rest' : unready(facts, account);
  if (safety !== null && safety.trialSince === null && !facts.plan.safeMode.run.includes(name)) return 'safe mode';
  if (!facts.open && !account.asked) return 'closed';
  if (facts.paused && account.startAsked === 'no') return 'paused';
  const missing = account.url ? undefined : account.plan.conditions.find((key) => !facts.conditions.has(key));
  if (missing !== undefined) return `without ${missing}`;
  return unready(facts, account);
}

function unready(facts: Facts, account: Account): string | null {
  const name = account.plan.after.find((other) => !facts.account(other).ready);
  return name === undefined ? null : `before ${name} is ready`;
}

/** Whether nothing that the hidden shell stands for is to run: then, and else only while it waits for them, it covers the screen. */
export function covers(facts: Facts, { plan }: Account, safety: Safety): boolean {
  const safe = safety !== null && safety.trialSince === null;
  return plan.after.every((name) => {
    const other = facts.accounts.get(name);
    if (other === undefined) return true;
    const { held, asked, removed, over, live } = other;
    if (held || removed || (!facts.open && !asked) || (over === 'finished' && live === null)) return true;
    return safe && !facts.plan.safeMode.run.includes(name);
  });
}

/** The screen of displays that all rest is never left bare. */
export function judgeCovers(facts: Facts, after: State): void {
  for (const account of facts.accounts.values()) {
    const { live, plan, removed } = account;
    if (!plan.hidden || removed || live === null || live.page === 'held' || live.ending !== null || live.mainEnded) continue;
    if (covers(facts, account, after.safeMode)) throw new Violation('bare screen', `${plan.name} does not cover for ${plan.after.join()}`);
  }
}

/** A shell starts for its holding page alone: only the end, a pause and its conditions hold it back. */
function shellForbidden(facts: Facts, account: Account): string | null {
  if (facts.shutdown) return 'the supervisor is ending';
  if (account.removed) return 'it left the file';
  if (facts.paused && account.startAsked === 'no') return 'paused';
  const missing = account.plan.conditions.find((key) => !facts.conditions.has(key));
  return missing === undefined ? null : `without ${missing}`;
}

export function processForbidden(facts: Facts, account: Account, safety: Safety): string | null {
  return account.url ? shellForbidden(facts, account) : forbidden(facts, account, safety);
}

export function judgeSpawn(facts: Facts, effect: Extract<Effect, { type: 'spawn' }>, after: State, ladder: LadderBook): void {
  const account = facts.accounts.get(effect.service);
  if (account === undefined) throw new Violation('unknown service', effect.service);
  const { name } = account.plan;
  if (account.live !== null) throw new Violation('twice', `${name} ${account.live.number} still lives`);
  const why = processForbidden(facts, account, after.safeMode);
  if (why !== null) throw new Violation('forbidden start', `${name}: ${why}`);
  if (account.over !== null && !account.again) throw new Violation('over is over', `${name} had ${account.over}`);
  const inSafety = after.safeMode !== null && after.safeMode.trialSince === null && !account.url;
  if (!account.url && effect.safeMode !== inSafety) throw new Violation('safe mode flag', `${name}: ${effect.safeMode}`);
  judgeDelay(facts, account, ladder.climbed(after, account.url && forbidden(facts, account, after.safeMode) !== null));
  account.begin(effect.instance, facts.at);
  // What runs with it and is ending will start anew for that, whatever it ends for.
  for (const other of facts.withThese([name])) if (other.live?.ending != null) other.maySettle(facts.at);
}

/** `climbed`: nothing is left to climb, so what storms on waits for its longest delay. */
function judgeDelay(facts: Facts, account: Account, climbed: boolean): void {
  const { failure, plan, retry } = account;
  if (retry.active && facts.at < retry.from) throw new Violation('early retry', `${plan.name} ${retry.from - facts.at} ms early`);
  if (failure === null || failure.loose) return;
  if (facts.at < failure.due.from) {
    throw new Violation('early restart', `${plan.name}, restart ${failure.attempt}, ${failure.due.from - facts.at} ms early`);
  }
  const begun = account.begunWithin(facts.at).least;
  if (begun < plan.storm.restarts) return;
  const waited = facts.at - failure.at;
  const settled = plan.escalate === 'service' || climbed;
  if (!settled || waited < plan.backoff.maxMs) {
    throw new Violation('storm overlooked', `${plan.name}: ${begun} restarts begun in its window, and one more after ${waited} ms`);
  }
}

export function judgeShow(facts: Facts, effect: { readonly service: string; readonly instance: number }, after: State): void {
  const account = facts.account(effect.service);
  const { live } = account;
  if (live === null || live.number !== effect.instance || !live.url) throw new Violation('page', `${effect.service} has no such shell`);
  if (!live.shellUp || live.ending !== null || live.mainEnded) throw new Violation('page', `${effect.service}: its shell is not up`);
  if (live.page !== 'held') throw new Violation('page', `${effect.service}: given twice`);
  const why = forbidden(facts, account, after.safeMode);
  if (why !== null) throw new Violation('forbidden page', `${effect.service}: ${why}`);
  account.startAsked = 'no';
  live.given(facts.at);
}

/** What may start and waits for nothing was started in the step that made it so, or will be in a tick at the same moment. */
export function judgeLeftLying(facts: Facts, after: State, deadline: number | null): void {
  if (after.reboot !== null || (deadline !== null && deadline <= facts.at)) return;
  const accounts = [...facts.accounts.values()];
  // While something ends, what is to follow may wait for it.
  if (accounts.some(({ live }) => live !== null && (live.ending !== null || live.mainEnded))) return;
  for (const account of accounts) {
    const { live, failure, retry, over, plan } = account;
    if (facts.paused && account.startAsked !== 'must') continue;
    // A one-shot that ended well while something planned came to it may have to end well once more.
    if (account.removed) continue;
    if (plan.after.some((name) => facts.account(name).over === 'finished' && facts.account(name).again)) continue;
    if (live === null) {
      if (failure !== null || retry.active || over !== null) continue;
      if (processForbidden(facts, account, after.safeMode) === null) throw new Violation('left lying', `${plan.name} waits for nothing`);
    } else if (live.url && live.shellUp && live.page === 'held' && forbidden(facts, account, after.safeMode) === null) {
      throw new Violation('left lying', `the page of ${plan.name} waits for nothing`);
    }
  }
}
