/**
 * Brings every service toward what is wanted of it now: what must not run is ended, last in order first; what may run is
 * started, first in order first, side by side where nothing forbids it. Runs at the end of every step but a plain beat.
 */
import { cycleCompanions } from './cycle.ts';
import { missingCondition } from './failure.ts';
import { askToEnd, begin } from './lifecycle.ts';
import { followWait } from './long-wait.ts';
import type { Next, Service, State, Wait } from './state.ts';
import { emit, find, isAlive, isIn, put, saveStanding, type Turn } from './turn.ts';
import { blockingService, processRest, rest } from './view.ts';

export function settle(turn: Turn): void {
  const names = turn.state.services.map((service) => service.plan.name);
  const each = (order: readonly string[], move: (turn: Turn, service: Service) => void) => {
    for (const name of order) {
      const service = find(turn.state, name);
      if (service !== undefined) move(turn, service);
    }
  };
  const backwards = names.toReversed();
  // What starts may call for the end of what runs `with` it, and what ends may let something start: until nothing moves.
  for (let before: State | null = null; before !== turn.state; ) {
    before = turn.state;
    each(backwards, end);
    each(names, start);
  }
  if (!turn.state.shutdown) for (const name of names) followWait(turn, name);
  dropRemoved(turn);
  if (turn.state.shutdown && !turn.state.exited && turn.state.services.every((service) => service.life.state === 'stopped')) {
    turn.state = { ...turn.state, exited: true };
    emit(turn, { type: 'exit' });
  }
}

function end(turn: Turn, service: Service): void {
  const by = processRest(turn.state, service);
  if (isAlive(service)) {
    letGoOfPage(turn, service);
    if (by === null && service.cycle !== 'process') return;
    const next: Next = by === null ? { move: 'start' } : { move: 'rest', by };
    const now = find(turn.state, service.plan.name);
    if (now !== undefined && isAlive(now) && !mustOutlive(turn, now)) askToEnd(turn, now, next);
  } else if (by !== null && !isIn(service, 'stopping') && !(isIn(service, 'stopped') && service.life.by === by)) {
    // A finished one-shot stays finished, whatever else is wanted of it.
    if (isIn(service, 'stopped') && service.life.by === 'finished' && by !== 'shutdown') return;
    put(turn, { ...service, life: { state: 'stopped', by }, cycle: null });
  }
}

/** The page goes when its service rests or starts anew; the shell then shows the holding page. */
function letGoOfPage(turn: Turn, service: Service): void {
  if (service.page === null || service.page.state === 'held' || !isIn(service, 'running')) return;
  if (rest(turn.state, service) === null && service.cycle === null) return;
  const cycle = service.cycle === 'page' ? null : service.cycle;
  put(turn, { ...service, page: { state: 'held' }, cycle, endedAt: turn.at });
  emit(turn, { type: 'hold', service: service.plan.name, instance: service.life.instance });
}

/** Whether something that has to end before this service still lives. */
function mustOutlive(turn: Turn, service: Service): boolean {
  const { state } = turn;
  // At the very end the holding page covers the screen until everything else is gone.
  if (service.page !== null && state.shutdown) return state.services.some((other) => other.page === null && lives(other));
  return state.services.some((other) => {
    if (other.page !== null || !other.plan.after.includes(service.plan.name) || !lives(other)) return false;
    return isIn(other, 'stopping') || processRest(state, other) !== null || other.cycle === 'process';
  });
}

const lives = (service: Service) => isIn(service, 'starting', 'running', 'stopping');

function start(turn: Turn, service: Service): void {
  const { state } = turn;
  if (isIn(service, 'running') && service.page?.state === 'held') return showPage(turn, service);
  const mayStart = isIn(service, 'waiting') || (isIn(service, 'stopped') && service.life.by !== 'finished');
  if (!mayStart || processRest(state, service) !== null) return;
  const wait = whyWait(turn, service);
  if (wait === null) return begin(turn, { ...service, cycle: null });
  const old = isIn(service, 'waiting') ? service.life.for : null;
  if (old === null || old.what !== wait.what) return put(turn, { ...service, life: { state: 'waiting', for: wait } });
  if (old.detail === wait.detail) return;
  // The next service is a wait of its own; of a condition only the words have changed.
  const since = wait.what === 'service' ? wait.since : old.since;
  put(turn, { ...service, life: { state: 'waiting', for: { ...wait, since } } });
}

/** What keeps the service from starting now. A shell waits for nobody: `after` holds back only its page. */
function whyWait(turn: Turn, service: Service): Wait | null {
  const { state, at } = turn;
  if (state.pause !== null && !service.throughPause) return { what: 'resume', detail: 'paused', since: at };
  const key = missingCondition(state, service);
  if (key !== null) return { what: key, detail: state.conditions[key]?.detail ?? 'not looked at yet', since: at };
  if (service.plan.kind === 'url') return null;
  const blocking = blockingService(state, service) ?? endingSource(state, service);
  return blocking === null ? null : { what: 'service', detail: blocking, since: at };
}

/** A service that this one runs `with` and that is about to start anew: starting now would mean to start twice. */
function endingSource(state: State, service: Service): string | null {
  const aboutToEnd = (source: Service | undefined) =>
    source !== undefined &&
    lives(source) &&
    (source.cycle !== null || (isIn(source, 'stopping') && (source.life.next.move === 'start' || source.life.next.move === 'restart')));
  return service.plan.with.find((name) => aboutToEnd(find(state, name))) ?? null;
}

function showPage(turn: Turn, service: Service): void {
  const { state, at } = turn;
  if (!isIn(service, 'running') || service.cycle !== null || rest(state, service) !== null) return;
  // What runs in a pause is to be seen in it.
  const mayShow = state.pause === null || service.throughPause || service.plan.hidden === true;
  if (!mayShow || blockingService(state, service) !== null) return;
  if (endingSource(state, service) !== null) return;
  put(turn, {
    ...service,
    throughPause: false,
    page: { state: 'given', at, deadline: at + service.plan.heartbeat.startupMs, busySince: null },
  });
  emit(turn, { type: 'show', service: service.plan.name, instance: service.life.instance });
  cycleCompanions(turn, service);
}

/** Services that left the file, gone as soon as nothing of them runs. */
function dropRemoved(turn: Turn): void {
  const { services, ladder } = turn.state;
  if (!services.some((service) => service.removed && isIn(service, 'stopped'))) return;
  const kept = services.filter((service) => !(service.removed && isIn(service, 'stopped')));
  const index = Object.fromEntries(kept.map((service, place) => [service.plan.name, place]));
  turn.state = { ...turn.state, services: kept, index };
  if (ladder.asked === null || index[ladder.asked] !== undefined) return;
  turn.state = { ...turn.state, ladder: { position: 0, asked: null } };
  saveStanding(turn);
}
