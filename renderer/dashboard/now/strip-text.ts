/** A day of a service in words. Pure. */
import type { STRIP_STATES, Strips } from '../../../electron/documents/history.ts';
import { duration } from '../../parts/format.ts';
import { fill, type Words } from '../../words/words.ts';

export type State = (typeof STRIP_STATES)[number];
export type Stretch = Strips['services'][number]['stretches'][number];

/** How long it was each, the longest first, and how often it was restarted. */
export function stripText(stretches: readonly Stretch[], words: Words): string {
  const { strip } = words.dashboard;
  const times = new Map<State, number>();
  for (const { from, to, state } of stretches) times.set(state, (times.get(state) ?? 0) + Math.max(0, to - from));
  const parts = [...times]
    .toSorted(([, a], [, b]) => b - a)
    .map(([state, ms]) => fill(strip.part, { state: strip.states[state], duration: duration(ms, words.language) }));
  const restarts = stretches.reduce((sum, stretch) => sum + stretch.restarts, 0);
  return parts.length === 0 ? strip.none : [...parts, ...(restarts > 0 ? [restartsText(restarts, words)] : [])].join(', ');
}

export function restartsText(count: number, { services }: Words): string {
  return count === 1 ? services.restartedOnce : fill(services.restarted, { count });
}
