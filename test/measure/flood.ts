/**
 * A service that writes as fast as it can, on a disk that works and on one that is full: what it costs the supervisor's process,
 * and how long the service is held up. The log runs in a process of its own, so that its memory is its own.
 *
 *   node test/measure/flood.ts [SECONDS]
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const execute = promisify(execFile);
const supervisor = join(import.meta.dirname, '../fixtures/log-supervisor.ts');

const flood = z.object({
  /** What the service wrote, and in which time. */
  bytes: z.number(),
  seconds: z.number(),
  /** The longest write call of the service, and how many took over 50 ms. */
  longestMs: z.number(),
  over50: z.number(),
  /** Bytes that are not in the log. */
  dropped: z.number(),
  /** Peak memory of the supervisor's process, in MB. */
  peakMb: z.number(),
  /** Lateness of a timer of 1 ms on the supervisor's loop. */
  lateP99Ms: z.number(),
  lateMaxMs: z.number(),
});
export type Flood = z.infer<typeof flood>;

/** Each kind of disk for so many seconds. A full one has to be mounted, which takes root: without, that row says so. */
export async function measure({ short, seconds = short ? 3 : 60 }: { readonly short: boolean; readonly seconds?: number }): Promise<Table> {
  const rows = [row('a disk that works', await inFolder((folder) => run(folder, seconds)))];
  if (process.getuid?.() === 0) rows.push(row('a full disk', await inFolder((folder) => onFullDisk(folder, seconds))));
  else rows.push(['a full disk', 'left out: run as root']);
  return {
    title: `A service that writes 100-byte lines as fast as it can, for ${seconds} s`,
    columns: ['onto', 'written MB/s', 'dropped MB/s', 'longest write ms', 'over 50 ms', 'peak memory MB', 'loop late p99 ms', 'max ms'],
    rows,
  };
}

function row(name: string, { bytes, seconds, dropped, longestMs, over50, peakMb, lateP99Ms, lateMaxMs }: Flood): string[] {
  const perSecond = (count: number) => (count / 1e6 / seconds).toFixed(0);
  const rest = [longestMs.toFixed(1), `${over50}`, peakMb.toFixed(0), lateP99Ms.toFixed(1), lateMaxMs.toFixed(1)];
  return [name, perSecond(bytes), perSecond(dropped), ...rest];
}

async function run(folder: string, seconds: number): Promise<Flood> {
  const { stdout } = await execute(process.execPath, [supervisor, join(folder, 'log'), join(folder, 'run'), `${seconds * 1000}`]);
  return flood.parse(JSON.parse(stdout));
}

async function onFullDisk(folder: string, seconds: number): Promise<Flood> {
  const log = join(folder, 'log');
  mkdirSync(log);
  await execute('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', log]);
  try {
    return await run(folder, seconds);
  } finally {
    await execute('umount', [log]);
  }
}

async function inFolder(use: (folder: string) => Promise<Flood>): Promise<Flood> {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-flood-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) {
  const seconds = Number(process.argv[2] ?? 60);
  const { title, columns, rows } = await measure({ short: false, seconds });
  console.log([title, columns.join(' | '), ...rows.map((cells) => cells.join(' | '))].join('\n'));
}
