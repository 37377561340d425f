/** Times of peers as a table: how they spread, and how often the floors of the same run go into them. */
import { percentile, SPREAD_COLUMNS, spreadCells } from '../../measure/spread.ts';
import type { Table } from '../../measure/table.ts';
import type { Peer, PeerName } from '../peer.ts';

/** Times of one peer, in milliseconds. They are compared with those of the floors of the same group. */
export interface Row {
  readonly peer: Peer;
  /** Where it is not the peer's own. */
  readonly title?: string;
  readonly group: string;
  readonly times: readonly number[];
}

/** `heading`: of the groups. A group of a floor alone is compared with nothing. */
export function comparison(heading: string, rows: readonly Row[]): Pick<Table, 'columns' | 'rows'> {
  const ratio = ({ group, times }: Row, floor: PeerName) => {
    const found = rows.find((row) => row.group === group && row.peer.name === floor);
    return found === undefined ? 'not in this run' : (percentile(times, 50) / percentile(found.times, 50)).toFixed(1);
  };
  return {
    columns: [heading, 'supervisor', ...SPREAD_COLUMNS, 'times the loop in C', 'times bare Node'],
    rows: rows.map((row) => [
      row.group,
      row.peer.name === 'invigil' ? `**${row.title ?? row.peer.title}**` : (row.title ?? row.peer.title),
      ...spreadCells(row.times),
      ratio(row, 'c-loop'),
      ratio(row, 'node'),
    ]),
  };
}

/** Who is ahead of Invigil in the median and who is behind it: a sentence for each group. */
export function standings(rows: readonly Row[]): string[] {
  return [...new Set(rows.map(({ group }) => group))].map((group) => {
    const median = ({ times }: Row) => percentile(times, 50);
    const sorted = rows.filter((row) => row.group === group).toSorted((a, b) => median(a) - median(b));
    const titles = sorted.map(({ peer, title }) => title ?? peer.title);
    const ours = sorted.findIndex(({ peer }) => peer.name === 'invigil');
    const list = (some: readonly string[]) => some.join(', ') || 'nobody';
    return `With ${group}, faster than Invigil in the median: ${list(titles.slice(0, ours))}; slower: ${list(titles.slice(ours + 1))}.`;
  });
}
