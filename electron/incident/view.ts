/** What the recorder needs to see of the policy's state: is a service there for the visitor, and if not, is that meant. */
import type { Service, State } from '../supervisor/policy/state.ts';
import type { Outcome } from './record.ts';

export function serviceOf(state: State, name: string): Service | undefined {
  const place = state.index[name];
  return place === undefined ? undefined : state.services[place];
}

/** Ready, with its page shown; or a one-shot that has done its work. */
export function isThere({ life, page }: Service): boolean {
  if (life.state === 'stopped') return life.by === 'finished';
  return life.state === 'running' && (page === null || page.state === 'shown');
}

/** What ends an incident though the service is not there again; null: nothing does. While it still ends, nothing has. */
export function meantToRest(state: State, service: Service): Outcome | null {
  if (service.life.state === 'stopping' || state.shutdown) return null;
  if (service.removed) return 'removed';
  if (service.held) return 'stopped';
  const { safeMode, plan, open } = state;
  if (safeMode !== null && safeMode.trialSince === null && !plan.safeMode.run.includes(service.plan.name)) return 'safe-mode';
  return open || service.throughClosed ? null : 'closed';
}

/** Nothing is on its way any more: each service is there, rests, or has an incident of its own. */
export function hasSettled(state: State): boolean {
  return state.services.every((service) => isThere(service) || meantToRest(state, service) !== null || service.life.state === 'failed');
}
