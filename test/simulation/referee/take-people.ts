/** What people do to an exhibit: commands, opening hours, a changed file. */
import type { PersonCommand } from '../../../electron/supervisor/policy/event.ts';
import type { Plan } from '../../../electron/supervisor/policy/plan.ts';
import { Account } from './account.ts';
import type { Facts } from './facts.ts';

export function obey(facts: Facts, command: PersonCommand): void {
  if (command.name === 'pause') {
    facts.pausedUntil = command.forMs === null ? Number.POSITIVE_INFINITY : facts.at + command.forMs;
    return;
  }
  if (command.name === 'resume') {
    if (facts.paused) facts.endPause(facts.at);
    return;
  }
  const all = [...facts.accounts.values()].filter(({ removed }) => !removed);
  // The hidden shell is not among what a person stops as a whole: it follows its displays.
  const meant = command.name === 'stop' ? all.filter(({ plan }) => plan.hidden !== true) : all;
  const named = command.service === null ? meant : [facts.accounts.get(command.service)].filter((one) => one !== undefined);
  for (const account of named) account.held = command.name === 'stop';
  const touched = command.service === null ? all : facts.runningWith(named);
  if (command.name === 'stop') {
    for (const account of named) {
      account.asked = false;
      account.startAsked = 'no';
    }
    return facts.wave(named, 'stop');
  }
  for (const account of named) {
    account.asked = facts.paused || !facts.open;
    owed(facts, account);
  }
  const anew = command.name === 'restart' ? named : named.filter(({ live, ready }) => live === null || !ready);
  if (facts.paused) {
    for (const account of facts.withThese(anew.map(({ plan }) => plan.name))) account.allowStart();
    for (const account of anew) account.startAsked = 'must';
  }
  for (const account of touched) account.again = true;
  if (command.name === 'restart') facts.wave(touched, 'restart', command.service === null ? null : named);
  else for (const account of touched) facts.sentences = facts.sentences.filter((sentence) => sentence.account !== account);
}

/** A person asks for it: a new beginning, and nothing is waited for any more. */
function owed(facts: Facts, account: Account): void {
  account.emptyCounts(facts.at);
  if (account.live === null) {
    account.over = null;
    account.settleDebts(facts.at);
  } else if (account.live.ending !== null) {
    account.live.wanted = true;
    account.maySettle(facts.at);
  } else {
    // It runs on: what it was to end for is called off, and so is the order.
    account.live.wave = 0;
  }
}

/** Opening hours begin or end. */
export function hours(facts: Facts, open: boolean): void {
  if (open === facts.open) return;
  facts.open = open;
  for (const account of facts.accounts.values()) {
    account.asked = false;
    // A shell that was asked for may still come, for its holding page.
    if (!open) account.startAsked = account.url && account.startAsked !== 'no' ? 'may' : 'no';
    account.again = true;
  }
  if (!open) facts.wave([...facts.accounts.values()], 'closed');
}

export function reload(facts: Facts, plan: Plan): void {
  const changed: string[] = [];
  facts.plan = plan;
  for (const service of plan.services) {
    const account = facts.accounts.get(service.name);
    if (account === undefined) facts.accounts.set(service.name, new Account(service, false));
    else {
      if (account.plan.digest !== service.digest || account.removed) changed.push(service.name);
      account.plan = service;
      account.removed = false;
    }
  }
  for (const [name, account] of facts.accounts) {
    if (plan.services.some((service) => service.name === name)) continue;
    account.removed = true;
    changed.push(name);
    if (account.live === null) facts.accounts.delete(name);
  }
  const named = changed.flatMap((name) => facts.accounts.get(name) ?? []);
  for (const account of facts.withThese(changed)) account.allowStart();
  for (const account of named) {
    account.again = true;
    if (account.over === 'lost') account.over = null;
  }
  // What does not run takes its new settings when it runs next.
  const running = named.filter(({ live }) => live !== null);
  facts.wave(facts.runningWith(running), 'reload', running);
  for (const account of named) if (account.live === null && account.over === null) account.maySettle(facts.at);
  facts.excuse(facts.withThese(changed).filter((account) => !named.includes(account)));
}
