/**
 * From the deadline of a frozen program to the end that the supervisor makes of it. A program beats every 50 ms, is stopped with
 * SIGSTOP somewhere between two beats and has to be gone 200 ms after its last beat.
 *
 * All is judged from outside, so what is shown is more than the supervisor's own delay, never less: the deadline counts from the
 * program's clock right before it sent its last beat (the supervisor counts from the arrival), and the action, SIGKILL, is seen
 * when the program's connection to us breaks. Hence tiny programs: Node would take milliseconds to end.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from '../../electron/process/containment.ts';
import { compiled } from '../support/compile.ts';
import { Bundled } from './bundled.ts';
import { type Group, startGroup } from './group.ts';
import { percentile, SPREAD_COLUMNS, spreadCells } from './spread.ts';
import { Stamps } from './stamps.ts';
import type { Measure, Table } from './table.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const WANTED_MS = 5;
export const TIMEOUT_MS = 200;
export const INTERVAL_MS = 50;
/** Beats before a program is stopped: it is ready and in its rhythm. */
const FIRST_BEATS = 4;
const MOST_TRIES = 50;

const KINDS = ['zmq', 'notify', 'file'] as const;
const TARGETS = [...KINDS, 'bare'] as const;
type Kind = (typeof KINDS)[number];
type Target = (typeof TARGETS)[number];

const WORDS: Readonly<Record<Target, string>> = {
  zmq: 'zmq',
  notify: 'notify',
  file: 'file',
  bare: 'for comparison: notify, with a bare timer in Node that kills',
};

function exhibit(): string {
  const program = compiled('stamped', ['-static']);
  const service = (kind: Kind) => {
    const beats = `kind = "${kind}", interval = "${INTERVAL_MS}ms", timeout = "${TIMEOUT_MS}ms"`;
    return `[service.${kind}]\ncommand = ${JSON.stringify([program, kind, kind, `${INTERVAL_MS}`])}\nheartbeat = { ${beats} }\n`;
  };
  const recovery = '[recovery]\nbackoff = { then = "10ms", max = "10ms" }\nstorm = { restarts = 1000, within = "1s" }\n';
  return `${recovery}${KINDS.map(service).join('')}`;
}

export type Freezes = Readonly<Record<Target, readonly number[]>>;

/** Freezes each program so often, in turn: times past the deadline in milliseconds. Throws when one is not acted on. */
export async function freezes(count: number): Promise<Freezes> {
  const running = new Bundled(exhibit());
  const socket = join(running.folder, 'measure.sock');
  running.environment['MEASURE_SOCKET'] = socket;
  const stamps = await Stamps.listen(socket);
  const times: Record<Target, number[]> = { zmq: [], notify: [], file: [], bare: [] };
  let bare: Group | null = null;
  try {
    await running.start();
    bare = startBare(running);
    for (let freeze = 0; freeze < count; freeze++) {
      for (const target of TARGETS) times[target].push(await frozen(stamps, target));
    }
    await Promise.all(TARGETS.map((target) => stamps.living(target)));
    return times;
  } finally {
    await bare?.end();
    await running.remove();
    stamps.close();
  }
}

function startBare({ folder, environment }: Bundled): Group {
  const program = [compiled('stamped', ['-static']), 'bare', 'notify', `${INTERVAL_MS}`];
  return startGroup(
    [process.execPath, join(FIXTURES, 'watchdog.mjs'), `${TIMEOUT_MS}`, join(folder, 'notify.sock'), ...program],
    environment,
  );
}

/**
 * How long past its deadline the program of this name was acted on. One that was taken for frozen before it was, because the machine is
 * busy, does not count.
 */
export async function frozen(stamps: Stamps, name: string): Promise<number> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const program = await stamps.living(name);
    await Promise.race([program.beats(FIRST_BEATS), program.gone()]);
    // Between two beats, so that its last one was sent and told.
    await sleep(Math.random() * 0.5 * INTERVAL_MS);
    if (program.goneMs !== null || !send(program.pid, 'SIGSTOP')) continue;
    const goneMs = await program.gone();
    return goneMs - ((program.lastBeatMs ?? Number.NaN) + TIMEOUT_MS);
  }
  throw new Error(`${name} was ended for silence ${MOST_TRIES} times, though it was not frozen: this machine is too busy to measure`);
}

export const measure: Measure = {
  name: 'freeze',
  title: 'A frozen program to its end, past its deadline',
  async run({ short }): Promise<Table> {
    const times = await freezes(short ? 3 : 200);
    return {
      wanted: `at most ${WANTED_MS} ms in the 95th percentile, for each kind of heartbeat`,
      met: KINDS.every((kind) => percentile(times[kind], 95) <= WANTED_MS),
      columns: ['heartbeat', ...SPREAD_COLUMNS],
      rows: TARGETS.map((target) => [WORDS[target], ...spreadCells(times[target])]),
      notes: [
        `Beats every ${INTERVAL_MS} ms, timeout ${TIMEOUT_MS} ms. Deadline: the program's clock right before its last beat, and the timeout. Action: the program, a tiny one, is gone. So transport, timer, judgement, kill and the program's end are all in the figure. All four are frozen in turn within one run.`,
      ],
    };
  },
};
