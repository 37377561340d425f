/**
 * From the deadline of a frozen program to its end, as test/measure/freeze.ts measures it, for whoever can end a program that is silent:
 * it beats every 50 ms, is stopped with SIGSTOP between two beats, and has to be gone 200 ms after its last beat.
 */
import { frozen, INTERVAL_MS, TIMEOUT_MS } from '../../measure/freeze.ts';
import { percentile, SPREAD_COLUMNS, spreadCells } from '../../measure/spread.ts';
import type { Measure, Table } from '../../measure/table.ts';
import { compiled } from '../../support/compile.ts';
import { present } from '../cost/present.ts';
import type { Peer } from '../peer.ts';
import { PEERS } from '../peers/index.ts';
import { invigilBy } from '../peers/invigil.ts';
import { onStage } from '../stage.ts';

interface Watched {
  readonly title: string;
  readonly peer: Peer;
  readonly kind: 'notify' | 'zmq';
}

/** All that can end a silent program, and by which signs of life. */
function watching(peers: readonly Peer[]): Watched[] {
  const able = peers.filter(({ cannot }) => !cannot.includes('silence'));
  const zmq: Watched = { title: '**Invigil**, ZeroMQ', peer: invigilBy('zmq'), kind: 'zmq' };
  return able.flatMap((peer): Watched[] => {
    const own = { peer, kind: 'notify' } as const;
    if (peer.name === 'invigil') return [{ ...own, title: '**Invigil**, sd_notify' }, zmq];
    return [{ ...own, title: `${peer.title}, sd_notify` }];
  });
}

/** Of its program. */
const nameOf = ({ peer, kind }: Watched) => `${peer.name}.${kind}`;

/** Freezes the program of each so often, in turn: times past the deadline in milliseconds. Throws when one is not acted on. */
export async function freezes(peers: readonly Peer[], count: number): Promise<ReadonlyMap<Watched, readonly number[]>> {
  const times = new Map(watching(peers).map((each): [Watched, number[]] => [each, []]));
  return onStage(async ({ stamps, environment, start }) => {
    for (const watched of times.keys()) {
      const command = [compiled('stamped', ['-static']), nameOf(watched), watched.kind, `${INTERVAL_MS}`] as const;
      await start(watched.peer, [{ name: 'core', command, environment, silentForMs: TIMEOUT_MS }]);
    }
    for (let freeze = 0; freeze < count; freeze++) {
      for (const [watched, some] of times) some.push(await frozen(stamps, nameOf(watched)));
    }
    await Promise.all(Array.from(times.keys(), (watched) => stamps.living(nameOf(watched))));
    return times;
  });
}

export const freeze: Measure = {
  name: 'freeze',
  title: 'A frozen program to its end, past its deadline',
  async run({ short }): Promise<Table> {
    const { peers, versions, missing } = present(PEERS);
    const seen = await freezes(peers, short ? 3 : 100);
    const medianOf = (name: string) =>
      Array.from(seen)
        .filter(([{ peer }]) => peer.name === name)
        .map(([, times]) => percentile(times, 50));
    const systemd = Math.min(Number.POSITIVE_INFINITY, ...medianOf('systemd'));
    const floor = Math.min(...medianOf('node'));
    return {
      wanted: 'ahead of the watchdog of systemd',
      met: medianOf('invigil').every((median) => median < systemd),
      columns: ['supervisor', ...SPREAD_COLUMNS, 'past a bare timer in Node, ms'],
      rows: Array.from(seen, ([{ title }, times]) => [title, ...spreadCells(times), (percentile(times, 50) - floor).toFixed(2)]),
      notes: [
        `Beats every ${INTERVAL_MS} ms, timeout ${TIMEOUT_MS} ms. Deadline: the program's clock right before its last beat, and the timeout. Action: the program, a tiny one, is gone. All are frozen in turn within one run. A ratio to the floor would say nothing where the floor is about nothing: the difference of the medians is shown.`,
        'systemd: `WatchdogSec=200ms`, `WatchdogSignal=SIGKILL`; its timers may be late by 250 ms on purpose, to wake the processor less often, and that cannot be set. Bare Node: a timer that each datagram sets anew.',
        `They have nothing of the kind: ${peers
          .filter(({ cannot }) => cannot.includes('silence'))
          .map(({ title }) => title)
          .join(', ')}.`,
        `${versions}.`,
        ...missing,
      ],
    };
  },
};
