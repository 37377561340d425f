/**
 * The policy of telling: of all that happens, what people are told, when, and who. Pure, as the supervisor's own policy is: no clock, no
 * I/O; each fact carries its time, and the same `step` runs in the simulation over weeks of virtual time.
 *
 * Theory. Facts come in: alerts of the supervisor, snapshots of the exhibit, checks of the machine, the supervisor's own coming and going.
 * They begin, worsen and end *troubles* (`trouble.ts`): whether a service runs, what it says of its health, what it waits for, one check of
 * the machine. What happened is decided by `happened.ts`, `seen.ts`, `machine.ts` and `life.ts`; what it means, and to whom, by `meaning.ts`;
 * whether to tell by `settle.ts`; in which words by `text.ts`. All messages of a trouble share one thread.
 *
 * Invariants.
 * - A trouble has one `raise` for each receiver, at most one message for each of its statuses, and one `clear` to whoever had its `raise`.
 * - What is over within `quiet_for` is told to nobody; what is told again after less than `cooldown` neither, unless nobody has heard it.
 * - While the exhibit is paused or closed nothing is told; what is still so afterwards is told then.
 * - What is not told is written down with the reason (`recorded`).
 * - State, and what it costs, is bounded (`state.ts`); its JSON outlives the supervisor.
 *
 * Numbers: `quiet_for` and `cooldown` of the file; six changes within `cooldown` are flapping, told at once and over only when nothing
 * has changed for so long.
 */
import type { Draft, Recorded } from './draft.ts';
import type { Fact } from './fact.ts';
import { happened } from './happened.ts';
import { rebase, started, stopping } from './life.ts';
import { machine } from './machine.ts';
import { forget, unheard } from './memory.ts';
import { seen } from './seen.ts';
import type { TellingSettings } from './settings.ts';
import { settle } from './settle.ts';
import type { TellingState } from './state.ts';
import type { Turn } from './turn.ts';

export type { Draft, Recorded, WhyNot } from './draft.ts';
export type { Fact, FactBody, MachineCheck, StartOf } from './fact.ts';
export type { Speech, TellingSettings } from './settings.ts';
export { beginning, stateSchema, type TellingState } from './state.ts';

export interface Told {
  readonly state: TellingState;
  /** To be sent, in this order. */
  readonly drafts: readonly Draft[];
  /** To be written down only. */
  readonly recorded: readonly Recorded[];
}

/** Takes in one fact. */
export function step(before: TellingState, fact: Fact, settings: TellingSettings): Told {
  const turn: Turn = { fact, settings, state: structuredClone(before), drafts: [], recorded: [] };
  const { state } = turn;
  if (fact.type === 'started' && fact.booted) rebase(state, fact.at, fact.wall);
  state.clock = { at: fact.at, wall: fact.wall };
  takeIn(turn, fact);
  // What an alert says is decided on with the snapshot that follows it, so that what comes together is told together.
  if (state.stopping) state.dueAt = null;
  else if (fact.type === 'alert') state.dueAt = fact.at;
  else settle(turn);
  forget(turn);
  return { state, drafts: turn.drafts, recorded: turn.recorded };
}

/** When `step` wants a fact `time`, on the monotonic clock; null: not before something happens. */
export function next({ dueAt }: TellingState): number | null {
  return dueAt;
}

function takeIn(turn: Turn, fact: Fact): void {
  switch (fact.type) {
    case 'alert':
      return happened(turn, fact.alert);
    case 'snapshot':
      return seen(turn, fact.snapshot);
    case 'machine':
      return machine(turn, fact.checks);
    case 'started':
      return started(turn, fact.how, fact.booted);
    case 'unheard':
      return unheard(turn, fact.thread, fact.receiver);
    case 'stopping':
      return stopping(turn);
    case 'time':
      return;
  }
}
