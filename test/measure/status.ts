/**
 * How long `invigil status` takes as a whole process, through the launcher that npx runs, with an API that answers. Node alone
 * is started in turn with it, so that both see the same machine: what is above it is ours.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openTestDoors } from '../api/doors.ts';
import { bundle, PROJECT } from './bundled.ts';
import { percentile, SPREAD_COLUMNS, spreadCells } from './spread.ts';
import type { Measure, Table } from './table.ts';

const execute = promisify(execFile);
const LAUNCHER = join(PROJECT, 'bin/invigil');
const WANTED_MS = 250;

const COMMANDS: readonly (readonly [words: string, program: string, args: readonly string[]])[] = [
  ['`invigil status`', LAUNCHER, ['status']],
  ['`invigil status --json`', LAUNCHER, ['status', '--json']],
  ['for comparison: Node alone', process.execPath, ['-e', '0']],
];

async function run({ short }: { readonly short: boolean }): Promise<Table> {
  bundle();
  const runtime = mkdtempSync(join(tmpdir(), 'invigil-measure-'));
  const folder = join(runtime, 'invigil/lantern');
  mkdirSync(folder, { recursive: true });
  const doors = await openTestDoors(folder);
  try {
    const env = { ...process.env, XDG_RUNTIME_DIR: runtime };
    const times = COMMANDS.map((): number[] => []);
    // The first round fills the page cache.
    for (let round = 0; round <= (short ? 10 : 100); round += 1) {
      for (const [place, [, program, args]] of COMMANDS.entries()) {
        const begun = performance.now();
        await execute(program, [...args], { env });
        if (round > 0) times[place]?.push(performance.now() - begun);
      }
    }
    return {
      wanted: `\`invigil status\` as a whole process within ${WANTED_MS} ms, median`,
      met: percentile(times[0] ?? [], 50) <= WANTED_MS,
      columns: ['what runs', ...SPREAD_COLUMNS],
      rows: COMMANDS.map(([words], place) => [words, ...spreadCells(times[place] ?? [])]),
      notes: [
        'From the start of the launcher to the end of the process; the answer comes from a double of the supervisor behind the real API.',
      ],
    };
  } finally {
    await doors.close();
    rmSync(runtime, { recursive: true, force: true });
  }
}

export const measure: Measure = { name: 'status', title: '`invigil status`, whole process', run };
