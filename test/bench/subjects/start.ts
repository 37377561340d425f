/** From the start of a supervisor to the first instruction of its first child: what comes back after a boot, or after its own end. */
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../../../electron/platform/clock.ts';
import { percentile } from '../../measure/spread.ts';
import type { Measure, Table } from '../../measure/table.ts';
import { compiled } from '../../support/compile.ts';
import { present } from '../cost/present.ts';
import type { Peer } from '../peer.ts';
import { PEERS } from '../peers/index.ts';
import { onStage } from '../stage.ts';
import { comparison, type Row, standings } from './comparison.ts';

const WANTED_MS = 200;
/** Longer than any of them takes to write down what makes its next start quicker: compiled Python, V8's compiled scripts. */
const SETTLED_MS = 5_000;

/** Starts and ends each peer so often, in turn. */
export async function starts(peers: readonly Peer[], count: number): Promise<ReadonlyMap<Peer, readonly number[]>> {
  const times = new Map(peers.map((peer): [Peer, number[]] => [peer, []]));
  for (let round = 0; round < count; round++) {
    for (const [peer, some] of times) some.push(await started(peer));
  }
  return times;
}

/** `settleMs`: how long it may run after its child's first instruction. */
function started(peer: Peer, settleMs = 0): Promise<number> {
  return onStage(async ({ stamps, environment, start }) => {
    const first = stamps.next(peer.name);
    const begunMs = monotonicMs();
    const running = start(peer, [{ name: 'core', command: [compiled('stamped', ['-static']), peer.name], environment }]);
    const { startedMs } = await first;
    await running;
    await sleep(settleMs);
    return startedMs - begunMs;
  });
}

export const start: Measure = {
  name: 'start',
  title: "A supervisor's start to its first child's first instruction",
  async run({ short }): Promise<Table> {
    const { peers, versions, missing } = present(PEERS);
    if (!short) for (const peer of peers) await started(peer, SETTLED_MS);
    const times = await starts(peers, short ? 2 : 40);
    const rows = Array.from(times, ([peer, some]): Row => ({ peer, group: 'a static C program', times: some }));
    const ours = [...times].find(([{ name }]) => name === 'invigil')?.[1] ?? [];
    return {
      wanted: `at most ${WANTED_MS} ms in the median for Invigil`,
      met: percentile(ours, 50) <= WANTED_MS,
      ...comparison('started', rows),
      notes: [
        ...standings(rows),
        `Each of them has been started once before and has run for ${SETTLED_MS / 1_000} s, as on every machine but on the day it is installed.`,
        'One supervisor at a time, in turn, from before its process is spawned (its files are written within that) until its one child reads the clock as its first statement. Whatever it puts off until after that is not in the figure.',
        "pm2: `pm2 start` of an ecosystem file with no daemon there, so both the command and the daemon are in it. systemd: a user's manager with no other unit, a mount namespace included.",
        `${versions}.`,
        ...missing,
      ],
    };
  },
};
