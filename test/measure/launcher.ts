/**
 * `invigil status` as a whole process, from the fork to its end, while an exhibit runs: through the launcher, and as npx starts
 * it. Node alone is started in turn with them, so that all see the same machine: what is above it is ours, or npm's.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { monotonicMs } from '../../electron/platform/clock.ts';
import { PROJECT } from '../support/bundle.ts';
import { Bundled } from './bundled.ts';
import { percentile, SPREAD_COLUMNS, spreadCells } from './spread.ts';
import type { Measure, Table } from './table.ts';

const execute = promisify(execFile);
const WANTED_MS = 250;

interface Command {
  readonly words: string;
  readonly program: string;
  readonly args: readonly string[];
  /** In what it writes. */
  readonly answer: string;
}

const LAUNCHER: Command = { words: '`bin/invigil status`', program: join(PROJECT, 'bin/invigil'), args: ['status'], answer: 'core' };
const COMMANDS: readonly Command[] = [
  LAUNCHER,
  { words: 'for comparison: Node alone', program: process.execPath, args: ['-p', '1'], answer: '1' },
  { words: 'for information: `npx invigil status`', program: 'npx', args: ['invigil', 'status'], answer: 'core' },
];

/** Runs each so often, in turn. Throws when one does not answer. */
export async function launches(count: number): Promise<ReadonlyMap<Command, readonly number[]>> {
  const running = new Bundled('[service.core]\ncommand = "sleep 1000"\n');
  const times = new Map(COMMANDS.map((command): [Command, number[]] => [command, []]));
  try {
    await running.start();
    await running.reaches('core running');
    for (let round = 0; round < count; round++) {
      for (const [command, some] of times) some.push(await launch(command, running.environment));
    }
    return times;
  } finally {
    await running.remove();
  }
}

async function launch({ program, args, answer }: Command, env: Readonly<Record<string, string>>): Promise<number> {
  const begunMs = monotonicMs();
  const { stdout } = await execute(program, args, { cwd: PROJECT, env });
  const tookMs = monotonicMs() - begunMs;
  if (!stdout.includes(answer)) throw new Error(`${program} ${args.join(' ')} answers:\n${stdout}`);
  return tookMs;
}

export const measure: Measure = {
  name: 'launcher',
  title: '`invigil status`, the whole process',
  async run({ short }): Promise<Table> {
    const times = await launches(short ? 3 : 20);
    return {
      wanted: `at most ${WANTED_MS} ms in the median for the launcher`,
      met: percentile(times.get(LAUNCHER) ?? [], 50) <= WANTED_MS,
      columns: ['command', ...SPREAD_COLUMNS],
      rows: Array.from(times, ([{ words }, some]) => [words, ...spreadCells(some)]),
      notes: ['From the fork to the end of the process, with an exhibit running; the three in turn.'],
    };
  },
};
