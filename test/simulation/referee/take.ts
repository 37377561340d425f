/** How an event changes the facts. It is taken in before the effects that answered it are judged. */
import type { Event } from '../../../electron/supervisor/policy/event.ts';
import type { Facts } from './facts.ts';
import { takeOfInstance } from './take-instance.ts';
import { hours, obey, reload } from './take-people.ts';

export function take(facts: Facts, event: Event): void {
  facts.at = event.at;
  if ('instance' in event) return takeOfInstance(facts, event);
  switch (event.type) {
    case 'retry':
      return retry(facts, event.service);
    case 'condition':
      return condition(facts, event.key, event.holds);
    case 'command':
      return obey(facts, event.command);
    case 'hours':
      return hours(facts, event.open);
    case 'plan':
      return reload(facts, event.plan);
    case 'tick':
      for (const [name, { live }] of facts.accounts) live?.lookedAt(event.at, event.traced.includes(name));
      if (facts.pausedUntil !== null && event.at >= facts.pausedUntil) facts.endPause(facts.pausedUntil);
      return;
    case 'late':
      for (const { live, failure, retry } of facts.accounts.values()) {
        live?.late(event.at, event.byMs);
        if (failure !== null) failure.due.until += event.byMs;
        retry.until += event.byMs;
      }
      return;
    case 'resumed':
      for (const { live } of facts.accounts.values()) live?.slept(event.at);
      return;
    case 'shutdown':
      facts.shutdown = true;
      return facts.wave([...facts.accounts.values()], 'shutdown');
    case 'budget-saved':
    case 'reboot-refused':
      return;
  }
}

function retry(facts: Facts, service: string): void {
  const account = facts.accounts.get(service);
  if (account?.retry.active) account.retry.set(facts.at);
}

function condition(facts: Facts, key: string, holds: boolean): void {
  if (holds) facts.conditions.add(key);
  else {
    facts.conditions.delete(key);
    for (const account of facts.accounts.values()) if (account.plan.conditions.includes(key)) account.excuse(facts.at);
  }
}
