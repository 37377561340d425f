/** What each supervisor does about the same faults: see ../behaviour/fault.ts. */
import type { Measure, Table } from '../../measure/table.ts';
import { compare, type Row, standingOf } from '../behaviour/compare.ts';
import type { FaultName } from '../behaviour/fault.ts';
import { FAULTS } from '../behaviour/faults/index.ts';
import { CIRCUMSTANCES, REASONS } from '../behaviour/reasons.ts';
import { present } from '../cost/present.ts';
import type { Peer } from '../peer.ts';
import { PEERS } from '../peers/index.ts';

const NOTHING = '–';

/** A sentence for each fault about which ours stands behind another, or does too little. */
function explained(rows: readonly Row[], peers: readonly Peer[]): { readonly notes: string[]; readonly whole: boolean } {
  const behind = rows.map((row) => ({ row, ...standingOf(row, peers) })).filter(({ better, dealtWith }) => better.length > 0 || !dealtWith);
  const reason = (fault: FaultName) => REASONS[fault];
  return {
    notes: behind.map(({ row, fault, better }) => {
      const who = better.length === 0 ? 'Not dealt with' : `Better than Invigil: ${better.join(', ')}`;
      return `“${row.fault.title}”. ${who}. ${reason(fault) ?? 'No reason is known.'}`;
    }),
    whole: behind.every(({ fault }) => reason(fault) !== undefined),
  };
}

/** The evidence, fault by fault. */
function evidence(rows: readonly Row[], peers: readonly Peer[]): string {
  const lines = ({ seen }: Row) =>
    seen.flatMap((one, at) => (one === null ? [] : `- **${peers[at]?.title}**: ${one.does}. ${one.evidence}.`));
  return rows.map((row) => [`### ${row.fault.title}`, '', ...lines(row), ''].join('\n')).join('\n');
}

export const behaviour: Measure = {
  name: 'behaviour',
  title: 'The same faults, and what each supervisor does about them',
  async run({ short }): Promise<Table> {
    const { peers, versions, missing } = present(PEERS);
    const rows = await compare(FAULTS, peers, { short });
    const { notes, whole } = explained(rows, peers);
    return {
      wanted: 'Invigil deals with every fault, or the reason why not stands here',
      met: whole,
      columns: ['fault', ...peers.map(({ title }) => title)],
      rows: rows.map(({ fault, seen }) => [fault.title, ...seen.map((one) => one?.does ?? NOTHING)]),
      notes: [
        ...notes,
        'Each fault is tried once with each supervisor, in a folder of its own, and judged by a program: by what lives, what began, what is in its log. Times are shown to be understood, not compared. `–`: it has no such thing.',
        'Restart settings are those that each has by itself, for Invigil too; its service is the core of its exhibit.',
        ...CIRCUMSTANCES,
        `${versions}.`,
        ...missing,
      ],
      more: { title: 'The evidence: one line for each', text: evidence(rows, peers) },
    };
  },
};
