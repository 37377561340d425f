/** `invigil status` as a whole process, from the fork to its end, while an exhibit runs: with the launcher, and as npx starts it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { monotonicMs } from '../../electron/platform/clock.ts';
import { Bundled, PROJECT } from './bundled.ts';
import { percentile, SPREAD_COLUMNS, spreadCells } from './spread.ts';
import type { Measure, Table } from './table.ts';

const WANTED_MS = 250;

const COMMANDS = {
  launcher: [join(PROJECT, 'bin/invigil'), 'status'],
  npx: ['npx', 'invigil', 'status'],
} as const;

export type Launches = Readonly<Record<keyof typeof COMMANDS, readonly number[]>>;

/** Runs each so often, in turn. Throws when one does not answer. */
export async function launches(count: number): Promise<Launches> {
  const running = new Bundled('[service.core]\ncommand = "sleep 1000"\n');
  const times: Record<keyof typeof COMMANDS, number[]> = { launcher: [], npx: [] };
  try {
    await running.start();
    await running.reaches('core running');
    const names: readonly (keyof typeof COMMANDS)[] = ['launcher', 'npx'];
    for (let round = 0; round < count; round++) {
      for (const name of names) times[name].push(launch(COMMANDS[name], running.environment));
    }
    return times;
  } finally {
    await running.remove();
  }
}

function launch([program, ...args]: readonly [string, ...string[]], env: Readonly<Record<string, string>>): number {
  const begunMs = monotonicMs();
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: PROJECT, env, encoding: 'utf8' });
  const tookMs = monotonicMs() - begunMs;
  if (status !== 0 || !stdout.includes('core')) throw new Error(`${program} ${args.join(' ')}: ${status}\n${stdout}${stderr}`);
  return tookMs;
}

export const measure: Measure = {
  name: 'launcher',
  title: '`invigil status`, the whole process',
  async run({ short }): Promise<Table> {
    const times = await launches(short ? 3 : 20);
    return {
      wanted: `at most ${WANTED_MS} ms in the median for the launcher`,
      met: percentile(times.launcher, 50) <= WANTED_MS,
      columns: ['command', ...SPREAD_COLUMNS],
      rows: [
        ['`bin/invigil status`', ...spreadCells(times.launcher)],
        ["for information: `npx invigil status`, where npm's own start is most of it", ...spreadCells(times.npx)],
      ],
      notes: [],
    };
  },
};
