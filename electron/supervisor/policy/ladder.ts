/**
 * The exhibit's one ladder: what is tried when restarting a service did not help. One position for all; a rung that cannot be
 * taken is skipped and told; a rung that helped brings the position back to the bottom (contract 2, "Rungs").
 */
import { emptyWindows } from './counts.ts';
import { cycleExhibit } from './cycle.ts';
import type { Rung } from './plan.ts';
import { rebootRefusal, recordReboot } from './reboot.ts';
import { restartAtMost } from './restart.ts';
import { enterSafeMode } from './safe-mode.ts';
import type { State } from './state.ts';
import { find, type In, put, saveStanding, type Turn, tell } from './turn.ts';
import { readySince } from './view.ts';

/** A storm asks for the next rung. */
export function climb(turn: Turn, asker: In<'backing-off'>): void {
  const { name, backoff } = asker.plan;
  const wait = { ...asker.life, until: turn.at + backoff.maxMs };
  // One rung at a time: while the machine is about to reboot, nothing else is tried.
  if (turn.state.reboot !== null) return put(turn, { ...asker, life: wait });
  for (;;) {
    const { position } = turn.state.ladder;
    const rung = turn.state.plan.ladder[position];
    if (rung === undefined) return spent(turn, asker);
    turn.state = { ...turn.state, ladder: { position: position + 1, asked: name } };
    const reason = rung === 'reboot' ? rebootRefusal(turn.state, turn.at) : null;
    if (reason === null) {
      saveStanding(turn);
      return take(turn, rung, name);
    }
    tell(turn, { kind: 'rung-skipped', level: 'error', rung, service: name, reason });
  }
}

function take(turn: Turn, rung: Rung, asker: string): void {
  tell(turn, { kind: 'rung-taken', level: 'error', rung, service: asker });
  emptyWindows(turn);
  switch (rung) {
    case 'restart-exhibit':
      return cycleExhibit(turn, false);
    case 'reboot':
      return recordReboot(turn, asker);
    case 'safe-mode':
      return enterSafeMode(turn, asker);
  }
}

/** Nothing is left to climb: the service goes on at `backoff.max`, and people are told once. */
function spent(turn: Turn, asker: In<'backing-off'>): void {
  restartAtMost(turn, asker);
  if (turn.state.spentTold) return;
  turn.state = { ...turn.state, spentTold: true };
  saveStanding(turn);
  tell(turn, { kind: 'ladder-spent', level: 'fatal', service: asker.plan.name });
}

/** When the last rung will have helped: its asker ready for `storm.within`. Null: nothing to wait for. */
export function helpedAt(state: State): number | null {
  if (state.ladder.position === 0 || state.safeMode !== null || state.ladder.asked === null) return null;
  const asker = find(state, state.ladder.asked);
  if (asker === undefined) return null;
  const since = readySince(asker);
  return since === null ? null : since + asker.plan.storm.withinMs;
}
