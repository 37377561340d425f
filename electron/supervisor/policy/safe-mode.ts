/**
 * Safe mode: the holding page instead of a restart storm. It ends when a person resumes, or by a trial start after `retry`,
 * doubled with each failed trial. A trial is judged by the services whose failure escalates to the exhibit: a broken sound
 * alone must not keep the picture away.
 */
import { TRIAL_MAX_MS } from './constants.ts';
import { emptyWindows, endWaits, toBottom } from './counts.ts';
import { cycle } from './cycle.ts';
import type { State } from './state.ts';
import { find, isAlive, saveStanding, type Turn, tell } from './turn.ts';
import { readySince, rest } from './view.ts';

export function enterSafeMode(turn: Turn, asker: string): void {
  const { retryMs } = turn.state.plan.safeMode;
  turn.state = { ...turn.state, safeMode: { since: turn.at, retryAt: turn.at + retryMs, intervalMs: retryMs, trialSince: null } };
  tell(turn, { kind: 'safe-mode', level: 'fatal', service: asker });
  changeEnvironment(turn);
  saveStanding(turn);
}

/** What runs in both starts anew when safe mode begins and ends: INVIGIL_SAFE_MODE is in its environment or not. */
function changeEnvironment(turn: Turn, byPerson = false): void {
  endWaits(turn);
  for (const name of turn.state.plan.safeMode.run) {
    const service = find(turn.state, name);
    if (service !== undefined && isAlive(service)) cycle(turn, service, 'page', byPerson);
  }
}

export function beginTrial(turn: Turn): void {
  const { safeMode } = turn.state;
  if (safeMode === null) return;
  turn.state = { ...turn.state, safeMode: { ...safeMode, trialSince: turn.at } };
  tell(turn, { kind: 'safe-mode-trial', level: 'info', outcome: 'begun', nextInMs: null });
  emptyWindows(turn);
  changeEnvironment(turn);
}

/** Closing hours interrupt a trial: it counts as not begun, and comes again at opening. */
export function interruptTrial(turn: Turn): void {
  const { safeMode } = turn.state;
  if (safeMode === null || safeMode.trialSince === null) return;
  turn.state = { ...turn.state, safeMode: { ...safeMode, trialSince: null, retryAt: turn.at } };
  changeEnvironment(turn);
}

/** The first storm of a trial: back to the holding page, without a reboot and without a new alarm. */
export function trialFailed(turn: Turn): void {
  const { safeMode } = turn.state;
  if (safeMode === null) return;
  const intervalMs = Math.min(safeMode.intervalMs * 2, Math.max(TRIAL_MAX_MS, turn.state.plan.safeMode.retryMs));
  turn.state = { ...turn.state, safeMode: { ...safeMode, intervalMs, retryAt: turn.at + intervalMs, trialSince: null } };
  tell(turn, { kind: 'safe-mode-trial', level: 'info', outcome: 'failed', nextInMs: intervalMs });
  emptyWindows(turn);
  changeEnvironment(turn);
  saveStanding(turn);
}

/** When the next trial begins; null: not in safe mode, one is under way, or nothing that it could be judged by may run. */
export function trialBeginsAt(state: State): number | null {
  if (state.safeMode === null || state.safeMode.trialSince !== null || !state.open) return null;
  const judged = state.services.some((service) => service.plan.escalate === 'exhibit' && !service.held && !service.removed);
  return judged ? state.safeMode.retryAt : null;
}

/** When the trial will have succeeded: all ready for their `storm.within`. Null: not under way, or not all are ready. */
export function trialSucceedsAt(state: State): number | null {
  if (state.safeMode === null || state.safeMode.trialSince === null) return null;
  let last: number | null = null;
  for (const service of state.services) {
    if (service.plan.escalate === 'service' || rest(state, service) !== null) continue;
    if (service.life.state === 'stopped' && service.life.by === 'finished') continue;
    const since = readySince(service);
    if (since === null) return null;
    last = Math.max(last ?? 0, since + service.plan.storm.withinMs);
  }
  return last;
}

export function trialSucceeded(turn: Turn): void {
  turn.state = { ...turn.state, safeMode: null };
  tell(turn, { kind: 'safe-mode-trial', level: 'info', outcome: 'succeeded', nextInMs: null });
  toBottom(turn);
}

/** A person ends safe mode: everything is given a new beginning. */
export function leaveSafeMode(turn: Turn, by: string): void {
  if (turn.state.safeMode === null) return;
  const wasTrial = turn.state.safeMode.trialSince !== null;
  turn.state = { ...turn.state, safeMode: null };
  tell(turn, { kind: 'safe-mode-ended', level: 'info', by });
  if (!wasTrial) changeEnvironment(turn, true);
  toBottom(turn);
}
