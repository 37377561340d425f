/**
 * The moves of one service's life: begin, become ready, be asked to end, end. Each is the one place where its transition is
 * made; what calls for it lies in `table.ts` (events) and `settle.ts` (wishes).
 */
import { FAILED_RETRY_MS, KILL_PATIENCE_MS, READY_AFTER_MS, STACK_MS } from './constants.ts';
import { cycleCompanions } from './cycle.ts';
import type { RestartCause } from './effect.ts';
import { backOff, missingCondition, waitAgain } from './failure.ts';
import { freshPulse, startupMs } from './pulse.ts';
import type { Next, Service } from './state.ts';
import { change, emit, find, type In, isIn, put, type Turn, tell, tellOnce } from './turn.ts';
import { processRest, readySince } from './view.ts';

/** The deadline of a start, from `at`: readiness by then, or, without a heartbeat, readiness just then. */
export function startDeadline(service: Service, at: number): number | null {
  const { plan } = service;
  if (plan.kind === 'command' && plan.heartbeat.readyBy === 'time') {
    // A one-shot without beats is ready when it has ended well, and may take its time.
    return plan.restart === 'never' ? null : at + READY_AFTER_MS;
  }
  return at + startupMs(plan);
}

/** A spawned service that gives no sign of its readiness: its deadline is its readiness. */
export function readyByTime(service: Service): boolean {
  return (
    isIn(service, 'starting') && service.life.pid !== null && service.plan.kind === 'command' && service.plan.heartbeat.readyBy === 'time'
  );
}

/** Starts a new instance. Until it is spawned, `before` may run: `startup` bounds that too. */
export function begin(turn: Turn, service: Service): void {
  const instance = turn.state.nextInstance;
  turn.state = { ...turn.state, nextInstance: instance + 1 };
  const life = {
    state: 'starting',
    instance,
    pid: null,
    startedAt: turn.at,
    deadline: turn.at + startupMs(service.plan),
    busySince: null,
  } as const;
  // For a page the start that a person asked for is not over before it is given its address.
  const throughPause = service.page !== null && service.throughPause;
  put(turn, { ...service, life, health: 'unknown', ownTimeoutMs: null, traced: false, throughPause });
  const safeMode = turn.state.safeMode !== null && turn.state.safeMode.trialSince === null;
  emit(turn, { type: 'spawn', service: service.plan.name, instance, safeMode });
  cycleCompanions(turn, service);
}

export function becomeReady(turn: Turn, service: In<'starting'>): void {
  const { instance, pid, startedAt } = service.life;
  const pulse = freshPulse(service, turn.at);
  put(turn, { ...service, life: { state: 'running', instance, pid, startedAt, readyAt: turn.at, pulse }, health: 'healthy' });
  if (service.page === null) tellRecovery(turn, service.plan.name);
}

/** The page of a `url` service is on the screen. */
export function becomeShown(turn: Turn, service: In<'running'>): void {
  put(turn, { ...service, page: { state: 'shown', at: turn.at } });
  tellRecovery(turn, service.plan.name);
}

function tellRecovery(turn: Turn, name: string): void {
  const service = find(turn.state, name);
  if (service === undefined || service.downSince === null || readySince(service) === null) return;
  tell(turn, { kind: 'recovered', level: 'info', service: name, downMs: turn.at - service.downSince });
  change(turn, name, { downSince: null });
}

/** Asks the whole service to end, with its grace. */
export function askToEnd(turn: Turn, service: In<'starting' | 'running'>, next: Next): void {
  const { graceMs } = service.plan.stop;
  const { instance, pid } = service.life;
  put(turn, { ...service, life: { state: 'stopping', instance, pid, phase: 'asked', deadline: turn.at + graceMs, next } });
  emit(turn, { type: 'stop', service: service.plan.name, instance, graceMs });
}

/** A service that says that it has to be restarted still answers: it is asked to end. */
export function restartFatal(turn: Turn, service: In<'starting' | 'running'>, message: string): void {
  askToEnd(turn, service, { move: 'restart', cause: { kind: 'fatal', message } });
}

/** Ends a service that does not answer: its stack first where the file asks for one, then the kill. */
export function endFrozen(turn: Turn, service: In<'starting' | 'running'>, cause: RestartCause): void {
  const { instance, pid } = service.life;
  const next: Next = { move: 'restart', cause };
  if (service.plan.stop.onFreeze) {
    put(turn, { ...service, life: { state: 'stopping', instance, pid, phase: 'stack', deadline: turn.at + STACK_MS, next } });
    emit(turn, { type: 'stack', service: service.plan.name, instance });
    return;
  }
  endAtOnce(turn, service, next);
}

/** Without asking it: it does not answer, or there is no time to. */
export function endAtOnce(turn: Turn, service: In<'starting' | 'running' | 'stopping'>, next: Next): void {
  const { instance, pid } = service.life;
  put(turn, { ...service, life: { state: 'stopping', instance, pid, phase: 'killed', deadline: turn.at + KILL_PATIENCE_MS, next } });
  emit(turn, { type: 'kill', service: service.plan.name, instance });
}

/** The next, harder step of an end under way. */
export function endHarder(turn: Turn, service: In<'stopping'>): void {
  const { name } = service.plan;
  if (service.life.phase === 'killed') {
    put(turn, { ...service, life: { ...service.life, deadline: null } });
    tell(turn, { kind: 'will-not-die', level: 'error', service: name });
    return;
  }
  endAtOnce(turn, service, service.life.next);
}

/** Nothing of the instance is left. A rest asked for meanwhile, by whomever, wins over what was to follow. */
export function ended(turn: Turn, service: Service, next: Next): void {
  const page = service.page === null ? null : ({ state: 'held' } as const);
  // A cycle is fulfilled by this end, whatever caused it.
  const over: Service = { ...service, page, cycle: null, endedAt: turn.at, health: 'unknown' };
  const by = processRest(turn.state, service);
  if (by !== null) return put(turn, { ...over, life: { state: 'stopped', by } });
  if (service.cycle !== null && next.move !== 'fail') return put(turn, { ...over, life: { state: 'waiting', for: null } });
  switch (next.move) {
    case 'rest':
    case 'start':
      return put(turn, { ...over, life: { state: 'waiting', for: null } });
    case 'fail':
      return fail(turn, over, next.reason, 'incompatible', { kind: 'incompatible-client', detail: next.reason });
    case 'restart':
      return unplanned(turn, over, next.cause);
  }
}

/** An instance ended without anybody having asked for it: what it means (contract 2, "Unplanned restart"). */
function unplanned(turn: Turn, service: Service, cause: RestartCause): void {
  const { plan } = service;
  const failedLife = { state: 'waiting', for: null } as const;
  if (cause.kind === 'exit' && cause.code === 0 && plan.restart !== 'always') {
    put(turn, { ...service, life: { state: 'stopped', by: 'finished' }, downSince: null, told: null, attempts: 0 });
    return;
  }
  // Its condition is gone, or staff paused: not a failure, and nothing is counted.
  const missing = missingCondition(turn.state, service);
  if (missing !== null) return waitAgain(turn, service, missing);
  if (turn.state.pause !== null) return put(turn, { ...service, life: failedLife, throughPause: false });
  if (plan.restart === 'never' || !turn.state.plan.recovers) {
    const reason = describe(cause);
    const kind = turn.state.plan.recovers ? 'gave-up' : 'left-as-it-is';
    put(turn, { ...service, life: { state: 'failed', reason, retryAt: null, counted: false }, downSince: service.downSince ?? turn.at });
    tellOnce(turn, service, 'one-shot', { kind, level: 'error', service: plan.name, reason });
    return;
  }
  if (cause.kind === 'exit' && cause.code !== null && plan.giveUp.includes(cause.code)) {
    return fail(turn, service, describe(cause), `give-up ${cause.code}`, { kind: 'gave-up', reason: describe(cause) });
  }
  backOff(turn, service, cause);
}

type FailureTold =
  | { readonly kind: 'start-failed' | 'gave-up'; readonly reason: string }
  | { readonly kind: 'incompatible-client'; readonly detail: string };

/** A failure that a restart does not mend: tried again every 60 s, told once, never a storm. */
export function fail(turn: Turn, service: Service, reason: string, key: string, told: FailureTold): void {
  const { name } = service.plan;
  const failed: Service = {
    ...service,
    life: { state: 'failed', reason, retryAt: turn.at + FAILED_RETRY_MS, counted: false },
    downSince: service.downSince ?? turn.at,
  };
  put(turn, failed);
  tellOnce(turn, failed, key, { ...told, level: 'error', service: name });
}

/** In words, for people: `exit status 1`, `killed by SIGSEGV`, `frozen for 5 s`. */
export function describe(cause: RestartCause): string {
  const seconds = (ms: number) => `${Math.round(ms / 100) / 10} s`;
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  switch (cause.kind) {
    case 'exit':
      return cause.signal !== null ? `killed by ${cause.signal}` : `exit status ${cause.code ?? 'unknown'}`;
    case 'freeze':
      return `no sign of life for ${seconds(cause.silentMs)}${cause.detail === null ? '' : ` (${cause.detail})`}`;
    case 'never-ready':
      return `not ready after ${seconds(cause.afterMs)}`;
    case 'stall':
      return `no progress for ${seconds(cause.stoodMs)}`;
    case 'fatal':
      return `asked to be restarted: ${cause.message}`;
    case 'limit':
      return cause.limit === 'memory'
        ? `uses ${megabytes(cause.found)} of memory, ${megabytes(cause.allowed)} are allowed`
        : `has ${cause.found} processes, ${cause.allowed} are allowed`;
  }
}
