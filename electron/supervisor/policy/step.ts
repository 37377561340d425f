import { obey, setHours } from './commands.ts';
import { climbOn, endHopelessTrial, forgetTrouble, retry, tick } from './deadlines.ts';
import type { Effect } from './effect.ts';
import type { Event, ExhibitEvent, InstanceEvent } from './event.ts';
import { forgive } from './failure.ts';
import { renewDeadlines, shiftDeadlines } from './grace-time.ts';
import { endHarder } from './lifecycle.ts';
import { adopt } from './plan-change.ts';
import { budgetSaved, saveBudget } from './reboot.ts';
import { settle } from './settle.ts';
import type { State } from './state.ts';
import { TABLE } from './table.ts';
import { find, type In, isAlive, isIn, put, type Turn } from './turn.ts';

const NOTHING: readonly Effect[] = [];

/** What follows from one event. Pure: the same state and event always give the same new state and effects. */
export function step(state: State, event: Event): { readonly state: State; readonly effects: readonly Effect[] } {
  const turn: Turn = { at: event.at, state, effects: [] };
  if (event.type !== 'beat') for (const { plan } of state.services) forgetTrouble(turn, plan.name);
  if ('instance' in event) {
    if (!applyToInstance(turn, event)) return { state: turn.state, effects: NOTHING };
    // A plain beat changes no wish: the bulk of all events ends here.
    if (event.type === 'beat' && turn.effects.length === 0) return { state: turn.state, effects: NOTHING };
  } else {
    applyToExhibit(turn, event);
  }
  endHopelessTrial(turn);
  settle(turn);
  return { state: turn.state, effects: turn.effects };
}

/** Looks the cell up in the table. False: the event is late, its instance no longer current. */
function applyToInstance(turn: Turn, event: InstanceEvent): boolean {
  const service = find(turn.state, event.service);
  if (service === undefined || !isIn(service, 'starting', 'running', 'stopping')) return false;
  if (service.life.instance !== event.instance) return false;
  cell(turn, service, event);
  return true;
}

/** One call that TypeScript can follow: the row is that of the event's type, the column that of the service's state. */
function cell<E extends InstanceEvent>(turn: Turn, service: In<'starting' | 'running' | 'stopping'>, event: E): void {
  const row = TABLE[event.type] as { readonly [S in 'starting' | 'running' | 'stopping']: (turn: Turn, service: In<S>, event: E) => void };
  if (isIn(service, 'starting')) row.starting(turn, service, event);
  else if (isIn(service, 'running')) row.running(turn, service, event);
  else if (isIn(service, 'stopping')) row.stopping(turn, service, event);
}

function applyToExhibit(turn: Turn, event: ExhibitEvent): void {
  switch (event.type) {
    case 'tick':
      return tick(turn, event.traced);
    case 'condition':
      return setCondition(turn, event.key, event.holds, event.detail);
    case 'command':
      return obey(turn, event.command, event.by);
    case 'retry': {
      const service = find(turn.state, event.service);
      if (service !== undefined && isIn(service, 'failed') && service.life.retryAt !== null && !service.life.counted) retry(turn, service);
      return;
    }
    case 'hours':
      return setHours(turn, event.open);
    case 'plan':
      return adopt(turn, event.plan);
    case 'late':
      return shiftDeadlines(turn, event.byMs);
    case 'resumed':
      return renewDeadlines(turn);
    case 'budget-saved':
      if (budgetSaved(turn, event.ok) === 'refused') {
        climbOn(turn, event.ok ? 'paused meanwhile' : `the reboot budget could not be written: ${event.reason}`, true);
      }
      return;
    case 'reboot-refused':
      return climbOn(turn, event.reason, true);
    case 'shutdown':
      return shutDown(turn);
  }
}

function setCondition(turn: Turn, key: string, holds: boolean, detail: string): void {
  const old = turn.state.conditions[key];
  const since = old !== undefined && old.holds === holds ? old.since : turn.at;
  turn.state = { ...turn.state, conditions: { ...turn.state.conditions, [key]: { holds, detail, since } } };
  if (holds) return;
  for (const { plan } of turn.state.services) {
    const service = find(turn.state, plan.name);
    if (service?.plan.conditions.includes(key)) forgive(turn, service);
  }
}

/** Ends everything in order; asked a second time, at once. */
function shutDown(turn: Turn): void {
  if (!turn.state.shutdown) {
    turn.state = { ...turn.state, shutdown: true };
    if (turn.state.budget.known && turn.state.budget.budget.reboots.length > 0) saveBudget(turn);
    return;
  }
  for (const { plan } of turn.state.services) {
    const service = find(turn.state, plan.name);
    if (service === undefined) continue;
    if (isIn(service, 'stopping') && service.life.phase !== 'killed') endHarder(turn, service);
    else if (isAlive(service)) {
      const { instance, pid } = service.life;
      const next = { move: 'rest', by: 'shutdown' } as const;
      put(turn, { ...service, life: { state: 'stopping', instance, pid, phase: 'asked', deadline: turn.at, next } });
    }
  }
}
