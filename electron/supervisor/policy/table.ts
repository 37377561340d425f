/**
 * The written table: what each event about an instance means in each state of its service. Every cell is decided; doing
 * nothing is a decision, and its name says why. `stopped`, `waiting`, `backing-off` and `failed` have no instance, so an event
 * can only be a late one there: `step` sees that and calls nothing (`late`).
 */
import type { HealthStatus, InstanceEvent } from './event.ts';
import { askToEnd, becomeReady, becomeShown, endAtOnce, ended, fail, restartFatal, startDeadline } from './lifecycle.ts';
import { beaten, extended, missing, timeoutMs } from './pulse.ts';
import { change, find, type In, isIn, put, type Turn, tell } from './turn.ts';

type Of<T extends InstanceEvent['type']> = Extract<InstanceEvent, { type: T }>;
type Cell<S extends 'starting' | 'running' | 'stopping', T extends InstanceEvent['type']> = (
  turn: Turn,
  service: In<S>,
  event: Of<T>,
) => void;
type Row<T extends InstanceEvent['type']> = {
  readonly [S in 'starting' | 'running' | 'stopping']: Cell<S, T>;
};

/** It ends anyway: what it says or does on the way out changes nothing. */
const ending = () => undefined;
/** Already so. */
const already = () => undefined;
/** The adapters say `ready` themselves where a beat means it; a beat before that (notify) proves nothing. */
const notReadiness = () => undefined;
/** Cannot be: a shell shows no page before it is up, and nothing is spawned or fails to start twice. Ignored, not trusted. */
const impossible = () => undefined;

export const TABLE: { readonly [T in InstanceEvent['type']]: Row<T> } = {
  spawned: { starting: spawned, running: impossible, stopping: spawnedTooLate },
  'start-failed': { starting: startFailed, running: impossible, stopping: over },
  ready: { starting: becomeReady, running: already, stopping: ending },
  shown: { starting: impossible, running: shown, stopping: ending },
  beat: { starting: notReadiness, running: beat, stopping: ending },
  missed: { starting: notReadiness, running: missed, stopping: ending },
  busy: { starting: busyStarting, running: busyRunning, stopping: ending },
  timeout: { starting: ownTimeout, running: ownTimeout, stopping: ending },
  health: { starting: notReadiness, running: health, stopping: ending },
  fatal: { starting: fatal, running: fatal, stopping: ending },
  'over-limit': { starting: overLimit, running: overLimit, stopping: overLimitEnding },
  incompatible: { starting: incompatible, running: incompatible, stopping: ending },
  exited: { starting: exited, running: exited, stopping: exitedAsAsked },
  gone: { starting: lost, running: lost, stopping: over },
};

function spawned(turn: Turn, service: In<'starting'>, event: Of<'spawned'>): void {
  put(turn, { ...service, life: { ...service.life, pid: event.pid, deadline: startDeadline(service, turn.at) } });
}

function spawnedTooLate(turn: Turn, service: In<'stopping'>, event: Of<'spawned'>): void {
  put(turn, { ...service, life: { ...service.life, pid: event.pid } });
}

function startFailed(turn: Turn, service: In<'starting'>, event: Of<'start-failed'>): void {
  const nothingRuns = { ...service, cycle: null };
  fail(turn, nothingRuns, event.reason, `start: ${event.reason}`, { kind: 'start-failed', reason: event.reason });
}

function shown(turn: Turn, service: In<'running'>): void {
  if (service.page?.state === 'given') becomeShown(turn, service);
}

function beat(turn: Turn, service: In<'running'>, event: Of<'beat'>): void {
  const pulse = beaten(service, service.life.pulse, turn.at, event.progress);
  put(turn, { ...service, traced: false, life: { ...service.life, pulse } });
  if (event.status !== undefined && event.status !== service.health) report(turn, service, event.status);
}

function missed(turn: Turn, service: In<'running'>, event: Of<'missed'>): void {
  put(turn, { ...service, life: { ...service.life, pulse: missing(service.life.pulse, turn.at, event.detail) } });
}

function health(turn: Turn, service: In<'running'>, event: Of<'health'>): void {
  if (event.status !== service.health) report(turn, service, event.status);
}

/** A new health status: shown and told, never acted on, but for `fatal`, which means "restart me". */
function report(turn: Turn, service: In<'running'>, status: HealthStatus): void {
  const { name } = service.plan;
  change(turn, name, { health: status });
  const level = status === 'fatal' || status === 'error' ? 'error' : status === 'warning' ? 'warning' : 'info';
  tell(turn, { kind: 'health', level, service: name, status });
  const now = find(turn.state, name);
  if (status === 'fatal' && now?.life.state === 'running') endAsAsked(turn, service, 'reported itself as fatal');
}

function busyStarting(turn: Turn, service: In<'starting'>, event: Of<'busy'>): void {
  const { deadline, busySince } = service.life;
  if (deadline === null) return;
  const stretch = extended(service.plan, { deadline, since: busySince }, turn.at, event.forMs);
  put(turn, { ...service, life: { ...service.life, deadline: stretch.deadline, busySince: stretch.since } });
}

function busyRunning(turn: Turn, service: In<'running'>, event: Of<'busy'>): void {
  const { pulse } = service.life;
  if (service.page?.state === 'given') {
    const { deadline, busySince } = service.page;
    const stretch = extended(service.plan, { deadline, since: busySince }, turn.at, event.forMs);
    put(turn, { ...service, page: { ...service.page, deadline: stretch.deadline, busySince: stretch.since } });
  } else if (pulse.deadline !== null) {
    const stretch = extended(service.plan, { deadline: pulse.deadline, since: pulse.busySince }, turn.at, event.forMs);
    put(turn, { ...service, life: { ...service.life, pulse: { ...pulse, deadline: stretch.deadline, busySince: stretch.since } } });
  }
}

/** Takes effect with the deadline that stands: the silence so far counts, and so does time that was given back. */
function ownTimeout(turn: Turn, service: In<'starting' | 'running'>, event: Of<'timeout'>): void {
  const before = timeoutMs(service);
  const own = { ...service, ownTimeoutMs: event.timeoutMs };
  const after = timeoutMs(own);
  if (!isIn(own, 'running') || own.life.pulse.deadline === null || before === null || after === null) return put(turn, own);
  const { pulse } = own.life;
  put(turn, { ...own, life: { ...own.life, pulse: { ...pulse, deadline: own.life.pulse.deadline + after - before } } });
}

function fatal(turn: Turn, service: In<'starting' | 'running'>, event: Of<'fatal'>): void {
  endAsAsked(turn, service, event.message);
}

/** Too much memory: asked to end. Too many processes: there may soon be no room to ask, so it ends at once. */
function overLimit(turn: Turn, service: In<'starting' | 'running'>, event: Of<'over-limit'>): void {
  if (turn.state.pause !== null || !turn.state.plan.recovers) return;
  const { limit, found, allowed } = event;
  const next = { move: 'restart', cause: { kind: 'limit', limit, found, allowed } } as const;
  if (limit === 'memory') askToEnd(turn, service, next);
  else endAtOnce(turn, service, next);
}

/** What multiplies instead of ending gets no grace. */
function overLimitEnding(turn: Turn, service: In<'stopping'>, event: Of<'over-limit'>): void {
  if (event.limit === 'processes' && service.life.phase !== 'killed') endAtOnce(turn, service, service.life.next);
}

/** In a pause, and while a developer looks on, nothing is restarted: its wish stands in its health until the pause ends. */
function endAsAsked(turn: Turn, service: In<'starting' | 'running'>, message: string): void {
  const { pause, plan } = turn.state;
  if (pause !== null || !plan.recovers) return change(turn, service.plan.name, { health: 'fatal' });
  restartFatal(turn, service, message);
}

function incompatible(turn: Turn, service: In<'starting' | 'running'>, event: Of<'incompatible'>): void {
  askToEnd(turn, service, { move: 'fail', reason: `incompatible client: ${event.detail}` });
}

function exited(turn: Turn, service: In<'starting' | 'running'>, event: Of<'exited'>): void {
  const next = { move: 'restart', cause: { kind: 'exit', code: event.code, signal: event.signal } } as const;
  if (!event.left) return ended(turn, service, next);
  if (event.code === 0) tell(turn, { kind: 'went-to-background', level: 'warning', service: service.plan.name });
  endAtOnce(turn, service, next);
}

/** What it leaves was asked to end as well (`sh -c` dies at once, the program in it has something to save) and keeps its grace. */
function exitedAsAsked(turn: Turn, service: In<'stopping'>, event: Of<'exited'>): void {
  if (!event.left) over(turn, service);
}

function over(turn: Turn, service: In<'stopping'>): void {
  ended(turn, service, service.life.next);
}

/** Everything of it is gone and its exit was not seen: as an exit of unknown status. */
function lost(turn: Turn, service: In<'starting' | 'running'>): void {
  ended(turn, service, { move: 'restart', cause: { kind: 'exit', code: null, signal: null } });
}
