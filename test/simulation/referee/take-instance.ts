/** What the contract makes of what happens to one instance. */
import type { InstanceEvent } from '../../../electron/supervisor/policy/event.ts';
import type { Account } from './account.ts';
import type { Facts } from './facts.ts';

export function takeOfInstance(facts: Facts, event: InstanceEvent & { readonly at: number }): void {
  const account = facts.accounts.get(event.service);
  const live = account?.live;
  if (account == null || live == null || live.number !== event.instance) return;
  const { at } = event;
  switch (event.type) {
    case 'spawned':
      return live.forked(at);
    case 'ready':
      return live.up(at);
    case 'shown':
      return live.shown(at);
    case 'beat':
      if (event.status === 'fatal') live.fatal = true;
      return live.beat(at, event.progress);
    case 'timeout':
      return live.setTimeout(event.timeoutMs);
    case 'missed':
      return live.missed(at);
    case 'over-limit':
      if (live.ending === null && !live.mainEnded && !facts.paused) live.sayTooMuch(at);
      // What multiplies instead of ending gets no grace.
      if (live.ending !== null && !live.ending.killed && event.limit === 'processes') live.ending.kill.set(at);
      return;
    case 'busy':
      return live.busy(at, event.forMs);
    case 'health':
      if (event.status === 'fatal') live.fatal = true;
      return;
    case 'fatal':
      live.sayFatal(at);
      return;
    case 'incompatible':
      live.incompatible ||= live.ending === null;
      return;
    case 'start-failed':
      account.ended(at);
      // What a person asked for may be tried again, in a pause too.
      if (account.asked) account.startAsked = 'may';
      if (live.ending === null) account.retry.set(at + 60_000);
      return;
    case 'exited':
      if (!live.mainEnded) exited(facts, account, event.code);
      live.mainEnded = true;
      if (!event.left) gone(facts, account);
      return;
    case 'gone':
      return gone(facts, account);
  }
}

function exited(facts: Facts, account: Account, code: number | null): void {
  const { live, plan } = account;
  account.forgive(facts.at);
  if (live === null || live.ending !== null) return;
  if (live.incompatible) return;
  if (code === 0 && plan.restart !== 'always') account.over = 'finished';
  // No failure: it waits for its condition, or for the end of the pause. A page that was asked for has still to come.
  else if (!plan.conditions.every((key) => facts.conditions.has(key)) || facts.paused) {
    account.startAsked = live.url && live.page === 'held' && account.startAsked !== 'no' ? 'may' : 'no';
  } else if (plan.restart !== 'never' && code !== null && plan.giveUp.includes(code)) {
    account.retry.set(live.mayEnd === 'no' ? facts.at + 60_000 : facts.at, facts.at + 60_000);
  } else {
    account.fail(facts.at, true);
    // It was to end anyway, and may count as ended for that.
    if (live.mayEnd !== 'no') account.maySettle(facts.at);
  }
}

function gone(facts: Facts, account: Account): void {
  const { live } = account;
  // Its condition may explain the end that began as a failure.
  if (account.plan.conditions.some((key) => !facts.conditions.has(key))) account.maySettle(facts.at);
  if (live?.incompatible) account.retry.set(live.wanted ? facts.at : facts.at + 60_000, facts.at + 60_000);
  account.ended(facts.at);
  // Those that are `with` it may be ended for it, now or when it starts again.
  const companions = facts.withThese([account.plan.name]).filter((other) => other !== account);
  facts.excuse(companions);
  if (account.startAsked !== 'no') for (const other of companions) other.allowStart();
}
