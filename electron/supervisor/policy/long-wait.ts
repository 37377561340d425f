/**
 * Waiting for a condition is no failure, and yet people want to know when it lasts: it is told once for each wait, and told again when
 * that wait is over. Nothing else comes of it. A service that is stopped, closed, paused or at rest in safe mode does not wait.
 */
import { LONG_WAIT_MS } from './constants.ts';
import type { ConditionKey } from './plan.ts';
import type { Service, State } from './state.ts';
import { change, find, isIn, type Turn, tell } from './turn.ts';
import { rest } from './view.ts';

/** When the wait is long enough to be told; Infinity: nothing is to be told. */
export function longWaitAt({ longWait }: Service): number {
  return longWait === null || longWait.told ? Number.POSITIVE_INFINITY : longWait.since + LONG_WAIT_MS;
}

export function tellLongWait(turn: Turn, service: Service): void {
  const { longWait } = service;
  if (longWait === null) return;
  const { name } = service.plan;
  const condition = longWait.for;
  const detail = turn.state.conditions[condition]?.detail ?? 'not looked at yet';
  tell(turn, { kind: 'waiting-long', level: 'warning', service: name, condition, detail, waitedMs: turn.at - longWait.since });
  change(turn, name, { longWait: { ...longWait, told: true } });
}

/** Follows what the service waits for, after everything of a step has moved. */
export function followWait(turn: Turn, name: string): void {
  const service = find(turn.state, name);
  if (service === undefined) return;
  const { longWait } = service;
  const condition = awaited(turn.state, service);
  if (condition === (longWait?.for ?? null)) return;
  if (longWait?.told === true) {
    tell(turn, { kind: 'waiting-over', level: 'info', service: name, condition: longWait.for, waitedMs: turn.at - longWait.since });
  }
  change(turn, name, { longWait: condition === null ? null : { for: condition, since: turn.at, told: false } });
}

/** The condition that keeps the service from starting; null: it does not wait, or for something else. */
function awaited(state: State, service: Service): ConditionKey | null {
  // The hidden shell waits only where the displays that it stands for do.
  if (!isIn(service, 'waiting') || service.plan.hidden === true || rest(state, service) !== null) return null;
  const what = service.life.for?.what;
  return what !== undefined && service.plan.conditions.includes(what) ? what : null;
}
