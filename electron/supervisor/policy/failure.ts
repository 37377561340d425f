/**
 * What follows an unplanned end: the wait, the restart, and what comes instead when restarts do not help (contract 2,
 * "Unplanned restart" and "Storm").
 */
import { backoffMs, isStorm } from './backoff.ts';
import { DOUBT_MS } from './constants.ts';
import type { RestartCause } from './effect.ts';
import { climb } from './ladder.ts';
import type { ConditionKey } from './plan.ts';
import { restart, restartAtMost } from './restart.ts';
import { trialFailed } from './safe-mode.ts';
import type { Service, State } from './state.ts';
import { change, find, type In, isIn, put, type Turn, tell, tellOnce } from './turn.ts';
import { rest } from './view.ts';

/** The first condition of the service that does not hold; null: all do. */
export function missingCondition(state: State, service: Service): ConditionKey | null {
  return service.plan.conditions.find((key) => state.conditions[key]?.holds !== true) ?? null;
}

/** A failure: the wait before the restart begins. */
export function backOff(turn: Turn, service: Service, cause: RestartCause): void {
  const { name, backoff } = service.plan;
  const attempt = service.attempts + 1;
  const delayMs = backoffMs(backoff, attempt);
  const until = turn.at + delayMs;
  put(turn, { ...service, life: { state: 'backing-off', until, failedAt: turn.at, cause }, downSince: service.downSince ?? turn.at });
  tell(turn, { kind: 'restarting', level: attempt === 1 ? 'info' : 'warning', service: name, cause, attempt, delayMs });
  const waiting = find(turn.state, name);
  if (delayMs === 0 && waiting !== undefined && isIn(waiting, 'backing-off')) fallDue(turn, waiting);
}

/** The wait is over: the restart begins, or a storm is there and what follows comes instead. */
export function fallDue(turn: Turn, service: In<'backing-off'>): void {
  const { plan, life } = service;
  if (!isStorm(plan.storm, service.begun, turn.at)) return restart(turn, service, life.failedAt);
  // A condition that goes within a second makes the exit no failure: no rung is taken before that is known.
  if (plan.conditions.length > 0 && turn.at < life.failedAt + DOUBT_MS) {
    return put(turn, { ...service, life: { ...life, until: life.failedAt + DOUBT_MS } });
  }
  const { safeMode } = turn.state;
  // A shell that only holds, or a program of safe mode, has no rung left to ask for.
  if (rest(turn.state, service) !== null || (safeMode !== null && safeMode.trialSince === null)) return restartAtMost(turn, service);
  if (plan.escalate === 'service') {
    const reason = `restarted ${plan.storm.restarts} times in ${Math.round(plan.storm.withinMs / 60_000)} min`;
    put(turn, { ...service, life: { state: 'failed', reason, retryAt: turn.at + plan.backoff.maxMs, counted: true } });
    return tellOnce(turn, service, 'storm', { kind: 'storm', level: 'error', service: plan.name, ...plan.storm });
  }
  if (safeMode !== null) return trialFailed(turn);
  climb(turn, service);
}

/** It ended because this condition is gone: told, and waited for as long as it takes. */
export function waitAgain(turn: Turn, service: Service, condition: ConditionKey): void {
  const { name } = service.plan;
  put(turn, { ...service, life: { state: 'waiting', for: null }, downSince: null });
  // A session ends whenever somebody logs out: nothing to worry about.
  const level = condition === 'session' ? 'info' : 'warning';
  const detail = turn.state.conditions[condition]?.detail ?? 'not looked at yet';
  tell(turn, { kind: 'condition-lost', level, service: name, condition, detail });
}

/** A condition went: an exit within the last second was no failure after all. */
export function forgive(turn: Turn, service: Service): void {
  const { life, doubtful } = service;
  const { state } = turn;
  if (life.state === 'backing-off' && turn.at - life.failedAt <= DOUBT_MS) {
    const missing = missingCondition(state, service);
    if (missing !== null) waitAgain(turn, service, missing);
  } else if (doubtful !== null && turn.at - doubtful.exitAt <= DOUBT_MS) {
    change(turn, service.plan.name, {
      begun: service.begun.slice(0, -1),
      attempts: Math.max(0, service.attempts - 1),
      restarts: Math.max(0, service.restarts - 1),
      doubtful: null,
      downSince: null,
    });
  }
}
