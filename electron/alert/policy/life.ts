/** The supervisor's own coming and going, which it tells itself, and what that means for what an earlier one has told. */
import type { StartOf } from './fact.ts';
import { note } from './note.ts';
import type { Status, TellingState } from './state.ts';
import { lifeTexts } from './text.ts';
import { hide, notWell } from './trouble.ts';
import type { Turn } from './turn.ts';

export function started(turn: Turn, how: StartOf, booted: boolean): void {
  const { state, settings } = turn;
  state.stopping = false;
  // A pause ends with a boot (contract 2).
  if (booted) state.paused = false;
  for (const trouble of state.troubles) {
    // Every service starts anew: what it was about to tell is void, what was told is open until it is well.
    if (trouble.service === null) continue;
    notWell(trouble);
    hide(turn, trouble);
  }
  const unasked = how === 'power' || how === 'crash';
  note(turn, { name: `started ${how}`, kind: 'started', level: unasked ? 'warning' : 'info', ...lifeTexts(settings).started(how) });
}

export function stopping(turn: Turn): void {
  turn.state.stopping = true;
  turn.state.dueAt = null;
  note(turn, { name: 'stopping', kind: 'stopping', level: 'info', ...lifeTexts(turn.settings).stopping });
}

/** Brings every moment onto a monotonic clock that began anew: what lies between is counted by the wall clock, which may not go back. */
export function rebase(state: TellingState, at: number, wall: number): void {
  if (state.clock === null) return;
  const by = at - state.clock.at - Math.max(0, wall - state.clock.wall);
  const moved = (moment: number) => moment + by;
  const movedIfAny = (moment: number | null) => (moment === null ? null : moved(moment));
  for (const trouble of state.troubles) {
    trouble.since = moved(trouble.since);
    trouble.wellSince = movedIfAny(trouble.wellSince);
    trouble.statuses = trouble.statuses.map((status): Status => ({ ...status, since: movedIfAny(status.since) }));
  }
  for (const memory of state.memories) {
    memory.changes = memory.changes.map(moved);
    memory.failures = memory.failures.map(moved);
    memory.told = memory.told.map((one) => ({ ...one, at: moved(one.at) }));
  }
}
