/**
 * From SIGKILL to the first instruction of the process that takes the place of the killed one. The killer reads the clock right
 * before it kills, the program as the first thing it does. Node's bare spawn-on-exit is killed in turn with the others, so that
 * both see the same machine.
 *
 * The policy restarts at once only what was ready for `storm.within`, here its least, 1 s: each program is left alone that long.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../../electron/platform/clock.ts';
import { compiled } from '../support/compile.ts';
import { Bundled } from './bundled.ts';
import { type Group, startGroup } from './group.ts';
import { percentile, SPREAD_COLUMNS, spreadCells } from './spread.ts';
import { type Program, Stamps } from './stamps.ts';
import type { Measure, Table } from './table.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const WANTED_MS = 10;
/** `storm.within`, and the time that its judge may take to hear of it. */
const STEADY_MS = 1_000 + 200;

/** What is killed: each is a program that stamps its start under its own name. */
const TARGETS = ['c', 'python', 'wrapped', 'wrapper', 'bare'] as const;
type Target = (typeof TARGETS)[number];

const WORDS: Readonly<Record<Target, string>> = {
  c: 'a static C program',
  python: 'a Python program',
  wrapped: 'the C child of a `sh -c` wrapper (the wrapper ends with it)',
  wrapper: 'the `sh -c` wrapper of a C child (the child is ended first)',
  bare: "for comparison: the static C program under Node's bare spawn on exit",
};

const service = (name: Target, command: readonly string[]) =>
  `[service.${name}]\ncommand = ${JSON.stringify(command)}\nheartbeat = { kind = "notify", timeout = "1h", stall = "2h" }\n`;

function exhibit(program: string): string {
  const recovery = '[recovery]\nstorm = { restarts = 1000, within = "1s" }\n';
  const shell = (name: Target) => service(name, ['sh', '-c', `${program} ${name}; exit 1`]);
  const python = service('python', [interpreter(), join(FIXTURES, 'stamped.py'), 'python']);
  return `${recovery}${service('c', [program, 'c'])}${python}${shell('wrapped')}${shell('wrapper')}`;
}

export type Respawns = Readonly<Record<Target, readonly number[]>>;

/** Python itself: what stands in PATH may be a script that looks for it. */
function interpreter(): string {
  return execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
}

/** Kills each target so often, in turn. Throws when one does not come back. */
export async function respawns(kills: number): Promise<Respawns> {
  const program = compiled('stamped', ['-static']);
  const running = new Bundled(exhibit(program));
  const socket = join(running.folder, 'measure.sock');
  running.environment['MEASURE_SOCKET'] = socket;
  const stamps = await Stamps.listen(socket);
  let bare: Group | null = null;
  const programs = new Map<Target, Program>();
  const times: Record<Target, number[]> = { c: [], python: [], wrapped: [], wrapper: [], bare: [] };
  try {
    const first = TARGETS.map(async (target) => programs.set(target, await stamps.next(target)));
    await running.start();
    bare = startGroup([process.execPath, join(FIXTURES, 'respawn.mjs'), program, 'bare'], running.environment);
    await Promise.all(first);
    for (let kill = 0; kill < kills; kill++) {
      for (const target of TARGETS) {
        const { pid, startedMs } = programs.get(target) ?? unknown(target);
        const victim = target === 'wrapper' ? (await running.service(target)).pid : pid;
        await sleep(Math.max(0, startedMs + STEADY_MS - monotonicMs()));
        const next = stamps.next(target);
        const killedMs = monotonicMs();
        process.kill(victim ?? unknown(target), 'SIGKILL');
        const successor = await next;
        times[target].push(successor.startedMs - killedMs);
        programs.set(target, successor);
      }
    }
    return times;
  } finally {
    await bare?.end();
    await running.remove();
    stamps.close();
  }
}

function unknown(target: Target): never {
  throw new Error(`${target} does not run`);
}

export const measure: Measure = {
  name: 'respawn',
  title: "SIGKILL to the new process's first instruction",
  async run({ short }): Promise<Table> {
    const times = await respawns(short ? 5 : 200);
    return {
      wanted: `at most ${WANTED_MS} ms in the median for the C program`,
      met: percentile(times.c, 50) <= WANTED_MS,
      columns: ['killed', ...SPREAD_COLUMNS],
      rows: TARGETS.map((target) => [WORDS[target], ...spreadCells(times[target])]),
      notes: [
        'The killer reads the clock right before `kill(2)`, the new process as its first statement. All five are killed in turn within one run.',
      ],
    };
  },
};
