/**
 * What it costs to look after three services to which nothing happens: processor time, wake-ups and memory of everything that is the
 * supervisor. All products and both floors run side by side, for none of them does enough to disturb another. Invigil's services beat once
 * a second, and so do those of the bare ROUTER; the others know no beats, or look after programs that have none.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../../measure/spread.ts';
import type { Measure, Table } from '../../measure/table.ts';
import { compiled } from '../../support/compile.ts';
import { startBareRouter, startBeating } from '../cost/beats.ts';
import { everythingOn, SETTLE_MS } from '../cost/exhibit.ts';
import { held } from '../cost/memory.ts';
import { present } from '../cost/present.ts';
import { type Rig, withRigs } from '../cost/rig.ts';
import { between, type Ledger, ledger, total } from '../cost/spent.ts';
import type { Peer } from '../peer.ts';
import { PEERS } from '../peers/index.ts';

const WANTED_TIMES = 1.5;
const BEATS = { services: 3, everyMs: 1_000, spread: true };
const MB = 1e6;
const NS_A_MS = 1e6;
/** Threads below this part of a core are left out of the list, in percent. */
const LEAST_LISTED = 0.0005;

export interface Idle {
  readonly title: string;
  /** Percent of a core, in each window. */
  readonly percents: readonly number[];
  readonly turnsASecond: number;
  readonly pss: number;
  readonly rss: number;
  readonly processes: number;
  /** By thread: percent of a core, and wake-ups a second. */
  readonly threads: readonly (readonly [name: string, percent: number, turnsASecond: number])[];
}

/** Looks at all rigs at the same time, so many times for so long. */
export async function watchIdle(rigs: readonly Rig[], windows: number, windowMs: number): Promise<Idle[]> {
  const looks = [rigs.map((rig) => ledger(rig.processes()))];
  const beganMs = performance.now();
  for (let window = 1; window <= windows; window++) {
    await sleep(Math.max(0, beganMs + window * windowMs - performance.now()));
    looks.push(rigs.map((rig) => ledger(rig.processes())));
  }
  const wholeMs = performance.now() - beganMs;
  return rigs.map((rig, place) => {
    const ledgers = looks.flatMap((look) => look[place] ?? []);
    const steps = ledgers.slice(1).map((after, step) => between(ledgers[step] ?? new Map(), after));
    const whole = between(ledgers[0] ?? new Map(), ledgers.at(-1) ?? new Map());
    const { pss, rss } = held(rig.processes());
    return {
      title: rig.title,
      percents: steps.map((step) => (total(step).cpuNs / NS_A_MS / windowMs) * 100),
      turnsASecond: total(whole).turns / (wholeMs / 1_000),
      pss,
      rss,
      processes: rig.processes().length,
      threads: threads(whole, wholeMs),
    };
  });
}

function threads(spent: Ledger, ms: number): Idle['threads'] {
  const all = [...spent].map(([name, { cpuNs, turns }]) => [name, (cpuNs / NS_A_MS / ms) * 100, turns / (ms / 1_000)] as const);
  return all.toSorted(([, a], [, b]) => b - a);
}

export const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A peer with three programs that wait for ever. */
function idlePeer(peer: Peer, folder: string): () => Promise<Rig> {
  const program = compiled('stamped', ['-static']);
  return async () => {
    const own = mkdtempSync(join(folder, `${peer.name}-`));
    const children = Array.from({ length: BEATS.services }, (_, place) => `idle-${place}`);
    const running = await peer.start(
      own,
      children.map((name) => ({ name, command: [program, name] })),
    );
    return { title: peer.title, processes: () => running.processes(), end: () => running.end() };
  };
}

const SHIPPED = 'Invigil as it comes, services beat once a second';
const WITH_ALL = 'Invigil with dashboard, metrics and alerts on';

export const idle: Measure = {
  name: 'idle',
  title: 'What looking after three services costs while nothing happens',
  async run({ short }): Promise<Table> {
    const [windows, windowMs, settleMs] = short ? [2, 5_000, 3_000] : [20, 30_000, SETTLE_MS];
    const { peers, versions, missing } = present(PEERS.filter(({ name }) => name !== 'invigil'));
    const folder = mkdtempSync(join(tmpdir(), 'inv-idle-'));
    try {
      const openers = [
        () => startBareRouter(BEATS),
        () => startBeating(SHIPPED, BEATS),
        async () => startBeating(WITH_ALL, BEATS, await everythingOn()),
        ...peers.map((peer) => idlePeer(peer, folder)),
      ];
      const seen = await withRigs(openers, async (rigs) => {
        await sleep(settleMs);
        return watchIdle(rigs, windows, windowMs);
      });
      return table(seen, { versions, missing, windows, windowMs });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

interface Circumstances {
  readonly versions: string;
  readonly missing: readonly string[];
  readonly windows: number;
  readonly windowMs: number;
}

function table(seen: readonly Idle[], { versions, missing, windows, windowMs }: Circumstances): Table {
  const floor = mean(seen[0]?.percents ?? []);
  const of = (title: string) => mean(seen.find((one) => one.title === title)?.percents ?? []);
  const times = of(SHIPPED) / floor;
  const lighter = seen.filter((one) => mean(one.percents) < of(SHIPPED)).map(({ title }) => title);
  const own = seen.filter(({ title }) => title === SHIPPED || title === WITH_ALL);
  return {
    wanted: `Invigil as it comes under ${WANTED_TIMES} times the bare ROUTER with the same beats`,
    met: times < WANTED_TIMES,
    columns: ['supervisor', 'of a core', 'of the floor', 'n', 'median', 'p95', 'wake-ups a second', 'PSS MB', 'RSS MB', 'processes'],
    rows: seen.map((one) => [
      one.title,
      `${mean(one.percents).toFixed(3)} %`,
      `${(mean(one.percents) / floor).toFixed(2)}`,
      `${one.percents.length}`,
      ...[50, 95].map((percent) => `${percentile(one.percents, percent).toFixed(3)} %`),
      one.turnsASecond.toFixed(1),
      (one.pss / MB).toFixed(1),
      (one.rss / MB).toFixed(1),
      `${one.processes}`,
    ]),
    notes: [
      `All side by side for ${(windows * windowMs) / 1_000} s, in ${windows} windows; three services each, whose beats come apart from each other, here and at the floor. Counted is everything that is the supervisor: daemons, a supervising process for each service, guards, programs that it runs; not the services. A wake-up is a turn of a thread on a processor.`,
      `Cheaper than Invigil as it comes: ${lighter.join('; ') || 'nothing'}. Those that take no time at all hear no beats: they learn of an end from the kernel and of a freeze never. Memory of what runs on Node is that of Node.`,
      `Versions: ${versions}.`,
      ...missing,
    ],
    more: { title: "Invigil's time by thread", text: byThread(own) },
  };
}

function byThread(own: readonly Idle[]): string {
  return own
    .map(({ title, threads }) => {
      const listed = threads.filter(([, percent]) => percent >= LEAST_LISTED);
      const rows = listed.map(
        ([name, percent, turns]) => `| ${name.replace(/^\d+\//, '')} | ${percent.toFixed(3)} % | ${turns.toFixed(1)} |`,
      );
      return [`${title}:`, '', '| thread | of a core | wake-ups a second |', '| --- | --- | --- |', ...rows].join('\n');
    })
    .join('\n\n');
}
