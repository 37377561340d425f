/** What people ask for. A stop by a person wins over every automatic start; everything a person asks for works in a pause. */
import { cycleExhibit, cycleWith } from './cycle.ts';
import type { Actor, PersonCommand } from './event.ts';
import { renewDeadlines } from './grace-time.ts';
import { restartFatal } from './lifecycle.ts';
import { interruptTrial, leaveSafeMode } from './safe-mode.ts';
import type { Service, State } from './state.ts';
import { change, find, isIn, saveStanding, type Turn, tell } from './turn.ts';

/** Why the command cannot be carried out now, as a sentence; null: it can. Doors ask before they send it. */
export function refusal(state: State, command: PersonCommand): string | null {
  if (state.shutdown) return 'The supervisor is stopping.';
  if (command.name === 'pause' || command.name === 'resume' || command.service === null) return null;
  const service = find(state, command.service);
  if (service === undefined || service.removed) return `There is no service ${command.service}.`;
  const resting = state.safeMode !== null && state.safeMode.trialSince === null && !state.plan.safeMode.run.includes(command.service);
  if (resting && command.name !== 'stop') return 'The exhibit is in safe mode. Resume it, or restart the whole exhibit.';
  return null;
}

export function obey(turn: Turn, command: PersonCommand, by: Actor): void {
  if (refusal(turn.state, command) !== null) return;
  switch (command.name) {
    case 'pause':
      return pause(turn, command.forMs, by);
    case 'resume':
      return resume(turn, by);
    case 'start':
      if (command.service === null) leaveSafeMode(turn, by);
      for (const name of named(turn.state, command.service)) startByPerson(turn, name);
      return saveStanding(turn);
    case 'stop':
      for (const name of stopped(turn.state, command.service))
        change(turn, name, { held: true, throughPause: false, throughClosed: false, cycle: null });
      return saveStanding(turn);
    case 'restart':
      if (command.service === null) leaveSafeMode(turn, by);
      for (const name of named(turn.state, command.service)) release(turn, name);
      restartByPerson(turn, command.service);
      return saveStanding(turn);
  }
}

function named(state: State, name: string | null): readonly string[] {
  return name !== null ? [name] : state.services.filter((service) => !service.removed).map((service) => service.plan.name);
}

/** The hidden shell follows what it stands for: a person who starts one of these again wants to see it. */
function stopped(state: State, name: string | null): readonly string[] {
  return named(state, name).filter((each) => name !== null || find(state, each)?.plan.hidden !== true);
}

/** A new beginning for one service: no hold, no counts, and it may run in a pause and outside opening hours. */
function release(turn: Turn, name: string): void {
  const { pause, open } = turn.state;
  const service = find(turn.state, name);
  if (service === undefined) return;
  change(turn, name, {
    held: false,
    throughPause: pause !== null && (service.cycle !== null || !runs(service)),
    throughClosed: !open,
    begun: [],
    attempts: 0,
    told: null,
  });
}

/** Nothing has to be started for it to run. */
function runs(service: Service): boolean {
  return isIn(service, 'starting', 'running') && (service.page === null || service.page.state !== 'held');
}

function startByPerson(turn: Turn, name: string): void {
  release(turn, name);
  const service = find(turn.state, name);
  if (service === undefined) return;
  if (isIn(service, 'backing-off', 'failed', 'stopped')) toWaiting(turn, service);
  else if (isIn(service, 'stopping')) change(turn, name, { life: { ...service.life, next: { move: 'start' } } });
}

function toWaiting(turn: Turn, service: Service): void {
  change(turn, service.plan.name, { life: { state: 'waiting', for: null } });
}

function restartByPerson(turn: Turn, name: string | null): void {
  if (name === null) return cycleExhibit(turn, true);
  const service = find(turn.state, name);
  if (service !== undefined) cycleWith(turn, service, 'process');
}

function pause(turn: Turn, forMs: number | null, by: Actor): void {
  turn.state = { ...turn.state, pause: { until: forMs === null ? null : turn.at + forMs } };
  tell(turn, { kind: 'paused', level: 'info', by, forMs });
  saveStanding(turn);
}

/** Ends the pause, and safe mode when a person asks: what died is started, every deadline begins anew. */
export function resume(turn: Turn, by: Actor | 'time'): void {
  if (by !== 'time') leaveSafeMode(turn, by);
  if (turn.state.pause === null) return;
  turn.state = { ...turn.state, pause: null };
  for (const { plan } of turn.state.services) change(turn, plan.name, { throughPause: false });
  renewDeadlines(turn);
  for (const { plan } of turn.state.services) {
    const service = find(turn.state, plan.name);
    // What it said in the pause was not acted on then.
    if (service !== undefined && isIn(service, 'running') && service.health === 'fatal')
      restartFatal(turn, service, 'said so in the pause');
  }
  tell(turn, { kind: 'resumed', level: 'info', by });
  saveStanding(turn);
}

/** Opening hours begin or end. What a person started outside them becomes ordinary when they begin. */
export function setHours(turn: Turn, open: boolean): void {
  if (turn.state.open === open) return;
  turn.state = { ...turn.state, open };
  if (!open) interruptTrial(turn);
  for (const { plan } of turn.state.services) change(turn, plan.name, { throughClosed: false });
}
