/** Everything that falls due by time alone: one nearest deadline for the loop's one timer, and what to do when it is reached. */
import { resume } from './commands.ts';
import { toBottom } from './counts.ts';
import { fallDue } from './failure.ts';
import { renew } from './grace-time.ts';
import { climb, helpedAt } from './ladder.ts';
import { askToEnd, becomeReady, endFrozen, endHarder, readyByTime } from './lifecycle.ts';
import { longWaitAt, tellLongWait } from './long-wait.ts';
import { stallAt } from './pulse.ts';
import { saveBudget, tellSkipped } from './reboot.ts';
import { restart } from './restart.ts';
import { beginTrial, trialBeginsAt, trialFailed, trialSucceeded, trialSucceedsAt } from './safe-mode.ts';
import type { Service, State } from './state.ts';
import { change, find, type In, isIn, put, type Turn, tell } from './turn.ts';
import { readySince } from './view.ts';

/** The nearest time at which something falls due, in monotonic milliseconds; null: nothing waits for time. */
export function nextDeadline(state: State): number | null {
  let nearest = Number.POSITIVE_INFINITY;
  for (const service of state.services) {
    const due = dueAt(state, service);
    if (due < nearest) nearest = due;
  }
  for (const due of [state.pause?.until, rebootAt(state), trialAt(state), helpedIfJudged(state), state.budgetSaveAt]) {
    if (due !== null && due !== undefined && due < nearest) nearest = due;
  }
  return nearest === Number.POSITIVE_INFINITY ? null : nearest;
}

/**
 * When something of the service falls due; Infinity: never. In a pause, and while a developer looks on, nothing is judged that
 * would lead to a restart.
 */
export function dueAt(state: State, service: Service): number {
  const { life } = service;
  const paused = state.pause !== null || !state.plan.recovers;
  switch (life.state) {
    case 'stopping':
      return life.deadline ?? Number.POSITIVE_INFINITY;
    case 'starting':
      return (paused && !readyByTime(service) ? null : life.deadline) ?? Number.POSITIVE_INFINITY;
    case 'backing-off':
      return paused ? Number.POSITIVE_INFINITY : life.until;
    case 'failed':
      return (paused ? null : life.retryAt) ?? Number.POSITIVE_INFINITY;
    case 'running': {
      if (paused) return steadyAt(service) ?? Number.POSITIVE_INFINITY;
      const page = service.page?.state === 'given' ? service.page.deadline : null;
      return Math.min(
        life.pulse.deadline ?? Number.POSITIVE_INFINITY,
        stallAt(service.plan, life.pulse) ?? Number.POSITIVE_INFINITY,
        page ?? Number.POSITIVE_INFINITY,
        steadyAt(service) ?? Number.POSITIVE_INFINITY,
      );
    }
    case 'waiting':
      return longWaitAt(service);
    default:
      return Number.POSITIVE_INFINITY;
  }
}

/** When the backoff starts again at `first`: ready for `storm.within`. Null: nothing to forget. */
function steadyAt(service: Service): number | null {
  if (service.attempts === 0 && service.told === null) return null;
  const since = readySince(service);
  return since === null ? null : since + service.plan.storm.withinMs;
}

function trialAt(state: State): number | null {
  return state.pause === null ? (trialBeginsAt(state) ?? trialSucceedsAt(state)) : null;
}

function rebootAt(state: State): number | null {
  return state.pause === null && state.reboot !== null ? state.reboot.deadline : null;
}

function helpedIfJudged(state: State): number | null {
  return state.pause === null ? helpedAt(state) : null;
}

/** Takes up everything that is due. `traced`: services stopped in a debugger, whose silence says nothing. */
export function tick(turn: Turn, traced: readonly string[]): void {
  const { at } = turn;
  const due = (when: number | null | undefined) => when !== null && when !== undefined && when <= at;
  if (due(turn.state.pause?.until)) resume(turn, 'time');
  for (const { plan } of turn.state.services) {
    const service = find(turn.state, plan.name);
    if (service === undefined || dueAt(turn.state, service) > at) continue;
    const silent = isIn(service, 'starting', 'running') && !readyByTime(service);
    const held = traced.includes(plan.name);
    // One that a debugger has just let go has its whole patience too: it may have been let go a moment ago.
    if (silent && (held || service.traced)) renew(turn, { ...service, traced: held });
    else takeUp(turn, service);
  }
  if (due(rebootAt(turn.state))) rebootOverdue(turn);
  if (due(trialAt(turn.state))) {
    if (turn.state.safeMode?.trialSince === null) beginTrial(turn);
    else trialSucceeded(turn);
  }
  if (due(helpedIfJudged(turn.state))) {
    tell(turn, { kind: 'rung-helped', level: 'info', service: turn.state.ladder.asked ?? '' });
    toBottom(turn);
  }
  if (due(turn.state.budgetSaveAt)) saveBudget(turn);
}

function takeUp(turn: Turn, service: Service): void {
  if (isIn(service, 'stopping')) return endHarder(turn, service);
  if (isIn(service, 'starting')) {
    if (readyByTime(service)) return becomeReady(turn, service);
    return endFrozen(turn, service, { kind: 'never-ready', afterMs: turn.at - service.life.startedAt });
  }
  if (isIn(service, 'backing-off')) return fallDue(turn, service);
  if (isIn(service, 'failed')) return retry(turn, service);
  if (isIn(service, 'waiting')) return tellLongWait(turn, service);
  if (isIn(service, 'running')) judge(turn, service);
}

function judge(turn: Turn, service: In<'running'>): void {
  const { at } = turn;
  const { pulse, readyAt } = service.life;
  if (pulse.deadline !== null && pulse.deadline <= at) {
    return endFrozen(turn, service, { kind: 'freeze', silentMs: at - (pulse.lastBeatAt ?? readyAt), detail: pulse.missed });
  }
  if (service.page?.state === 'given' && service.page.deadline <= at) {
    return endFrozen(turn, service, { kind: 'never-ready', afterMs: at - service.page.at });
  }
  const stall = stallAt(service.plan, pulse);
  if (stall !== null && stall <= at && pulse.progressAt !== null) {
    askToEnd(turn, service, { move: 'restart', cause: { kind: 'stall', stoodMs: at - pulse.progressAt } });
  }
}

/**
 * Ready for `storm.within`: the backoff starts again at `first`, and the next trouble is told anew. Asked before every event but
 * a beat: after a late loop the event that ends a service may come in before the tick that was due.
 */
export function forgetTrouble(turn: Turn, name: string): void {
  const service = find(turn.state, name);
  if (service === undefined) return;
  const steady = steadyAt(service);
  if (steady !== null && steady <= turn.at) change(turn, name, { attempts: 0, told: null, begun: [] });
}

/** A failed service is tried again; after a storm that counts as an unplanned restart. */
export function retry(turn: Turn, service: In<'failed'>): void {
  if (service.life.counted) return restart(turn, service, turn.at);
  put(turn, { ...service, life: { state: 'waiting', for: null } });
}

function rebootOverdue(turn: Turn): void {
  const { reboot } = turn.state;
  if (reboot === null) return;
  const recording = reboot.phase === 'recording';
  climbOn(turn, recording ? 'the reboot budget was not written in time' : 'the machine did not go down', recording);
}

/** The reboot did not come: told, and the next rung is taken for its asker, if that still waits. */
export function climbOn(turn: Turn, reason: string, refund: boolean): void {
  const asker = turn.state.reboot?.asker;
  tellSkipped(turn, reason, refund);
  const service = asker === undefined ? undefined : find(turn.state, asker);
  if (service === undefined || !isIn(service, 'backing-off')) return;
  // No rung in a pause: after it the service is simply tried again.
  if (turn.state.pause === null) climb(turn, service);
  else put(turn, { ...service, life: { ...service.life, until: turn.at } });
}

/** In a trial a service that only fails to start is as bad as a storm: the holding page comes back. */
export function endHopelessTrial(turn: Turn): void {
  if (turn.state.safeMode === null || turn.state.safeMode.trialSince === null || turn.state.pause !== null) return;
  if (turn.state.services.some((service) => service.plan.escalate === 'exhibit' && service.life.state === 'failed')) trialFailed(turn);
}
