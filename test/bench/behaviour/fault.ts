/**
 * Behaviour: the same faults for every supervisor, and what it does about each, judged by code.
 *
 * A fault is a service that does what services should not, or a supervisor that is killed. It is tried in a scene of its own
 * (`scene.ts`): one supervisor with one service, in a folder and with a mark of their own, so that whatever escapes is found and
 * ended. Services say what they are by notes in a file and supervisors are asked nothing: what is judged is what lives, what began,
 * what was written and what the supervisor's own log says (`said.ts`). Each restarts by the settings that
 * it has by itself (`byDefault`), Invigil too.
 *
 * Every judgement is by outcome. Times are shown and, but for the flood, decide nothing; deadlines are far above what any product
 * promises.
 */
import type { Peer } from '../peer.ts';

/** Better is more: what the owner of an unattended installation would want. What a number means stands with each fault. */
export type Grade = 0 | 1 | 2 | 3;

/** From this grade on a fault is dealt with. */
export const DEALT_WITH: Grade = 2;

export type FaultName = 'frozen' | 'stuck' | 'flood' | 'deaf' | 'left-behind' | 'held-pipe' | 'missing' | 'crashing' | 'killed';

/** What one supervisor does about one fault. */
export interface Seen {
  /** In few words. */
  readonly does: string;
  /** One line: a figure, or what its log says. */
  readonly evidence: string;
  readonly grade: Grade;
}

export interface Extent {
  /** Fewer repetitions, and a machine that others use. */
  readonly short: boolean;
}

export interface Fault {
  readonly name: FaultName;
  /** The heading of its row. */
  readonly title: string;
  /** It mostly waits, so that all supervisors can be tried at the same time. */
  readonly waits?: true;
  /** Null: it has no such thing, as the bare loops have no log. */
  try(peer: Peer, extent: Extent): Promise<Seen | null>;
}
