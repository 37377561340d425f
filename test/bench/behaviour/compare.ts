/** Tries every fault with every supervisor, and sets what was seen side by side. */
import type { Peer } from '../peer.ts';
import { DEALT_WITH, type Extent, type Fault, type FaultName, type Seen } from './fault.ts';

/** What each did about one fault, in the order of the peers; null: it has no such thing. */
export interface Row {
  readonly fault: Fault;
  readonly seen: readonly (Seen | null)[];
}

export async function compare(faults: readonly Fault[], peers: readonly Peer[], extent: Extent): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const fault of faults) rows.push({ fault, seen: await tryAll(fault, peers, extent) });
  return rows;
}

/** One after the other, so that none disturbs another, unless there is nothing to disturb. */
async function tryAll(fault: Fault, peers: readonly Peer[], extent: Extent): Promise<(Seen | null)[]> {
  if (fault.waits) return Promise.all(peers.map((peer) => fault.try(peer, extent)));
  const seen: (Seen | null)[] = [];
  for (const peer of peers) seen.push(await fault.try(peer, extent));
  return seen;
}

/** How ours stands in one row. */
export interface Standing {
  readonly fault: FaultName;
  readonly dealtWith: boolean;
  /** Who does better. */
  readonly better: readonly string[];
}

export function standingOf({ fault, seen }: Row, peers: readonly Peer[]): Standing {
  const own = seen[peers.findIndex(({ name }) => name === 'invigil')]?.grade ?? 0;
  const better = peers.filter((_, at) => (seen[at]?.grade ?? 0) > own).map(({ title }) => title);
  return { fault: fault.name, dealtWith: own >= DEALT_WITH, better };
}
