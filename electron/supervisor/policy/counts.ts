/** Storm windows, backoffs and the ladder's position, taken back together. */
import { change, find, isIn, saveStanding, type Turn } from './turn.ts';

/** Every rung taken empties all storm windows and backoffs. */
export function emptyWindows(turn: Turn): void {
  for (const { plan, begun, attempts } of turn.state.services) {
    if (begun.length > 0 || attempts > 0) change(turn, plan.name, { begun: [], attempts: 0, doubtful: null });
  }
}

/** What waits out a backoff, or a failure, is tried at once: the waits belong to a trouble that is over. */
export function endWaits(turn: Turn): void {
  for (const { plan } of turn.state.services) {
    const service = find(turn.state, plan.name);
    if (service !== undefined && isIn(service, 'backing-off', 'failed')) change(turn, plan.name, { life: { state: 'waiting', for: null } });
  }
}

/** Position and counts go to the bottom. */
export function toBottom(turn: Turn): void {
  turn.state = { ...turn.state, ladder: { position: 0, asked: null }, spentTold: false };
  emptyWindows(turn);
  saveStanding(turn);
}
