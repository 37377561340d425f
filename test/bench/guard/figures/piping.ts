/** What it computes to put a time before each line of the same output and write it to a file. */
import { type Flood, flood } from '../../cost/flood.ts';
import { between, type Ledger, ledger, total } from '../../cost/spent.ts';
import type { Peer } from '../../peer.ts';
import { invigil } from '../../peers/invigil.ts';
import { node } from '../../peers/node.ts';
import type { Figure, Pair } from '../figure.ts';

const FLOODS = 4;
const BYTES = 20_000_000;

export const piping: Figure = {
  name: 'piping',
  title: 'CPU time to keep output with a time before each line',
  floor: 'bare Node that splits lines',
  ignored: 0.25,
  async measure() {
    const pairs: Pair[] = [];
    for (let turn = 0; turn < FLOODS; turn += 1) pairs.push({ ours: await kept(invigil), floor: await kept(node) });
    return pairs;
  },
};

/** Nanoseconds for each byte that is in the log. */
async function kept(peer: Peer): Promise<number> {
  let before: Ledger = new Map();
  let spent = Number.NaN;
  const { missing }: Flood = await flood(
    async (folder, child) => ({ title: peer.title, ...(await peer.start(folder, [child])) }),
    BYTES,
    (rig, when) => {
      const now = ledger(rig.processes());
      if (when === 'begins') before = now;
      else spent = total(between(before, now)).cpuNs;
    },
  );
  return spent / (BYTES * (1 - missing));
}
