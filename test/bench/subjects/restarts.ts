/**
 * Ten thousand restarts: what a supervisor holds before and after them. A supervisor runs for years; what each restart leaves behind adds
 * up. Twenty programs of each are killed side by side, every one after it has run for a second; those who restart once a second at most get
 * as far as they get in the same time.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Program } from '../../measure/stamps.ts';
import type { Measure, Table } from '../../measure/table.ts';
import { compiled } from '../../support/compile.ts';
import { SETTLE_MS } from '../cost/exhibit.ts';
import { killAgainAndAgain } from '../cost/kills.ts';
import { type Held, held } from '../cost/memory.ts';
import { present } from '../cost/present.ts';
import type { Peer, RunningPeer } from '../peer.ts';
import { PEERS } from '../peers/index.ts';
import { onStage } from '../stage.ts';

const WANTED_GROWTH_PERCENT = 5;
const PROGRAMS = 20;
/** Memory settles in the first part of a long run: so much of it is told apart. */
const FIRST_PART = 0.1;

export interface Restarts {
  readonly title: string;
  readonly restarts: number;
  readonly seconds: number;
  readonly before: Held;
  /** After the first tenth of the restarts; null: so far it did not come. */
  readonly early: Held | null;
  readonly after: Held;
}

interface Amount {
  readonly programs: number;
  readonly restarts: number;
  readonly mostMs: number;
  readonly settleMs: number;
}

/** All of these peers side by side. */
export async function restartAll(peers: readonly Peer[], amount: Amount): Promise<Restarts[]> {
  return await onStage(async ({ stamps, environment, start }) => {
    const begun: { readonly peer: Peer; readonly running: RunningPeer; readonly programs: readonly Program[] }[] = [];
    for (const peer of peers) {
      const names = Array.from({ length: amount.programs }, (_, place) => `${peer.name}-${place}`);
      const firsts = Promise.all(names.map((name) => stamps.next(name)));
      const running = await start(
        peer,
        names.map((name) => ({ name, command: [compiled('stamped', ['-static']), name], environment })),
      );
      begun.push({ peer, running, programs: await firsts });
    }
    return await Promise.all(
      begun.map(async ({ peer, running, programs }) => {
        await sleep(amount.settleMs);
        const before = held(running.processes());
        let early: Held | null = null;
        const after = (restarts: number) => {
          if (restarts === Math.ceil(amount.restarts * FIRST_PART)) early = held(running.processes());
        };
        const killed = await killAgainAndAgain({ stamps, firsts: programs, ...amount, after });
        await sleep(amount.settleMs);
        return { title: peer.title, ...killed, before, early, after: held(running.processes()) };
      }),
    );
  });
}

/** In percent. */
const growth = (from: number, to: number) => (to / from - 1) * 100;

/** What has grown since a heap that was as large as a start needs has become as large as restarts need. */
const settledGrowth = ({ early, after }: Restarts) => (early === null ? Number.NaN : growth(early.pss, after.pss));

export const restarts: Measure = {
  name: 'restarts',
  title: 'Ten thousand restarts: memory and descriptors before and after',
  async run({ short }): Promise<Table> {
    const amount = short
      ? { programs: 10, restarts: 100, mostMs: 30_000, settleMs: 2_000 }
      : { programs: PROGRAMS, restarts: 10_000, mostMs: 12 * 60_000, settleMs: SETTLE_MS };
    const { peers, versions, missing } = present(PEERS);
    const seen = await restartAll(peers, amount);
    const own = seen.find(({ title }) => title === 'Invigil');
    const percent = own === undefined ? Number.NaN : growth(own.before.pss, own.after.pss);
    const smaller = seen.filter((one) => one.after.pss < (own?.after.pss ?? 0)).map(({ title }) => title);
    return {
      wanted: `Invigil's memory grows by under ${WANTED_GROWTH_PERCENT} %, no descriptor more`,
      met:
        own !== undefined &&
        own.restarts >= amount.restarts &&
        percent < WANTED_GROWTH_PERCENT &&
        own.after.descriptors <= own.before.descriptors,
      columns: [
        'supervisor',
        'restarts',
        'minutes',
        'PSS before',
        'after the first tenth',
        'after',
        'growth',
        'of it after the first tenth',
        'descriptors before',
        'after',
      ],
      rows: seen.map((one) => [
        one.title,
        `${one.restarts}`,
        (one.seconds / 60).toFixed(1),
        ...[one.before, one.early, one.after].map((part) => (part === null ? 'not so far' : `${(part.pss / 1e6).toFixed(1)} MB`)),
        `${growth(one.before.pss, one.after.pss).toFixed(1)} %`,
        one.early === null ? 'not so far' : `${settledGrowth(one).toFixed(1)} %`,
        `${one.before.descriptors}`,
        `${one.after.descriptors}`,
      ]),
      notes: [
        `${amount.programs} programs of each supervisor, all side by side, each killed with SIGKILL when it has run for 1.2 s, again and again, until there were ${amount.restarts} restarts or ${amount.mostMs / 60_000} minutes have passed. Memory and descriptors of everything that is the supervisor, ${amount.settleMs / 1_000} s after it started its programs and after the last restart.`,
        'What runs on Node takes memory for its first restarts that it keeps and uses again: the bare one too. So what grew after the first tenth stands beside.',
        `With less memory than Invigil in the end: ${smaller.join('; ') || 'nothing'}.`,
        `Versions: ${versions}.`,
        ...missing,
      ],
    };
  },
};
