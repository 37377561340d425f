/**
 * One step in the making: the state as far as it has come and the effects so far. Lives only inside `step`, which takes a
 * state and returns one; nothing outside ever sees it half done.
 */
import type { Alert, Effect } from './effect.ts';
import type { Life, Service, Standing, State } from './state.ts';
import { visibleState } from './view.ts';

export interface Turn {
  readonly at: number;
  state: State;
  readonly effects: Effect[];
}

/** A service in one of the named states. */
export type In<S extends Life['state']> = Service & { readonly life: Extract<Life, { state: S }> };

export function isIn<S extends Life['state']>(service: Service, ...states: readonly S[]): service is In<S> {
  return (states as readonly string[]).includes(service.life.state);
}

/** A process of the service runs and nobody has asked it to end. */
export function isAlive(service: Service): service is In<'starting' | 'running'> {
  return service.life.state === 'starting' || service.life.state === 'running';
}

export function find(state: State, name: string): Service | undefined {
  const place = state.index[name];
  return place === undefined ? undefined : state.services[place];
}

/** Puts the service's new form in its place; `since` moves when the state that people see changes. */
export function put(turn: Turn, service: Service): void {
  const place = turn.state.index[service.plan.name];
  const before = place === undefined ? undefined : turn.state.services[place];
  if (place === undefined || before === undefined) throw new Error(`policy: no service ${service.plan.name}`);
  const moved = visibleState(turn.state, before) !== visibleState(turn.state, service);
  const after = moved ? { ...service, since: turn.at } : service;
  turn.state = { ...turn.state, services: turn.state.services.with(place, after) };
}

/** Changes some fields of a service. */
export function change(turn: Turn, name: string, fields: Partial<Service>): void {
  const service = find(turn.state, name);
  if (service !== undefined) put(turn, { ...service, ...fields });
}

export function emit(turn: Turn, effect: Effect): void {
  turn.effects.push(effect);
}

export function tell(turn: Turn, alert: Alert): void {
  turn.effects.push({ type: 'alert', alert });
}

/** Tells of a failure once: not again while the service goes on failing in the same way. */
export function tellOnce(turn: Turn, service: Service, key: string, alert: Alert): void {
  if (service.told === key) return;
  change(turn, service.plan.name, { told: key });
  tell(turn, alert);
}

/** Hands out what has to outlive the supervisor. */
export function saveStanding(turn: Turn): void {
  const { ladder, safeMode, pause, services } = turn.state;
  const standing: Standing = {
    ladder,
    safeMode: safeMode === null ? null : { intervalMs: safeMode.intervalMs },
    pause,
    held: services.filter((service) => service.held && !service.removed).map((service) => service.plan.name),
  };
  emit(turn, { type: 'save-standing', standing });
}
