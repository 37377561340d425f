/** Planned restarts: who has to end before it runs on. `settle` then ends and starts them in order. Never counted. */
import type { Service } from './state.ts';
import { change, find, isIn, type Turn } from './turn.ts';

/** Everything that is meant to run starts anew, but for a healthy shell, which only lets go of its page. */
export function cycleExhibit(turn: Turn, byPerson: boolean): void {
  for (const { plan } of turn.state.services) {
    const service = find(turn.state, plan.name);
    if (service !== undefined) cycle(turn, service, 'page', byPerson);
  }
}

/** One service starts anew. `shell`: whether a healthy shell ends with its page. What a person asks for works in a pause. */
export function cycle(turn: Turn, service: Service, shell: 'process' | 'page', byPerson: boolean): void {
  // What a person stopped has nothing to start anew, and a one-shot of theirs stays finished.
  if (service.held) return;
  if (byPerson && turn.state.pause !== null) change(turn, service.plan.name, { throughPause: true });
  if (isIn(service, 'backing-off', 'failed', 'stopped')) {
    change(turn, service.plan.name, { life: { state: 'waiting', for: null } });
  } else if (isIn(service, 'starting', 'running', 'stopping')) {
    const onlyPage = shell === 'page' && service.page !== null && service.life.state === 'running';
    if (!onlyPage) change(turn, service.plan.name, { cycle: 'process' });
    else if (service.page?.state !== 'held') change(turn, service.plan.name, { cycle: 'page' });
  }
}

/** A person's restart: what runs `with` the service starts anew too, so that both end in order. */
export function cycleWith(turn: Turn, service: Service, shell: 'process' | 'page'): void {
  cycle(turn, service, shell, true);
  for (const { plan } of turn.state.services) {
    const other = find(turn.state, plan.name);
    if (other === undefined || other.cycle !== null || !plan.with.includes(service.plan.name)) continue;
    if (runningSince(other) !== null) cycleWith(turn, other, 'page');
  }
}

/** At a new start of a service: what runs `with` it and is older than the end of its last instance starts anew. */
export function cycleCompanions(turn: Turn, service: Service): void {
  const { endedAt } = service;
  if (endedAt === null) return;
  for (const { plan } of turn.state.services) {
    const other = find(turn.state, plan.name);
    if (other === undefined || other.cycle !== null || !plan.with.includes(service.plan.name)) continue;
    const since = runningSince(other);
    // In a pause only a person's wish has started the service, and its companions follow it.
    if (since !== null && since < endedAt) cycle(turn, other, 'page', true);
  }
}

function runningSince(service: Service): number | null {
  if (service.page !== null) return service.page.state === 'held' ? null : service.page.at;
  return service.life.state === 'starting' || service.life.state === 'running' ? service.life.startedAt : null;
}
