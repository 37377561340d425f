/**
 * A service that writes as fast as it can, on a disk that works and on one that is full: what it costs the supervisor's process,
 * and how long the service is held up. The log runs in a process of its own, so that its memory is its own.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import type { Measure, Table } from './table.ts';

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
type Flood = z.infer<typeof flood>;

const MOST_MB = 150;
const MOST_LATE_MS = 5;
const LONGEST_WRITE_MS = 50;

export const measure: Measure = {
  name: 'flood',
  title: 'A service that writes as fast as it can, and one whose log disk is full',
  async run({ short }): Promise<Table> {
    const seconds = short ? 3 : 60;
    const isRoot = process.getuid?.() === 0;
    const floods = [{ disk: 'a disk that works', flood: await inFolder((folder) => run(folder, seconds)) }];
    if (isRoot) floods.push({ disk: 'a full disk', flood: await inFolder((folder) => onFullDisk(folder, seconds)) });
    return {
      wanted: `memory under ${MOST_MB} MB, loop late by under ${MOST_LATE_MS} ms (p99), no write of the service over ${LONGEST_WRITE_MS} ms`,
      met: isRoot && floods.every(({ flood }) => isGood(flood)),
      columns: ['onto', 'written MB/s', 'dropped MB/s', 'longest write ms', 'over 50 ms', 'peak memory MB', 'loop late p99 ms', 'max ms'],
      rows: floods.map(({ disk, flood }) => [disk, ...cells(flood)]),
      notes: [
        `Lines of 100 bytes in writes of 64 KiB for ${seconds} s; each write call is timed by the service. Files of 10 MB, 5 kept.`,
        "The supervisor's process holds the log and nothing else; its loop is late by what a timer of 1 ms is late.",
        ...(isRoot ? [] : ['The full disk was left out: it has to be mounted, which takes root.']),
      ],
    };
  },
};

function isGood({ peakMb, lateP99Ms, longestMs }: Flood): boolean {
  return peakMb < MOST_MB && lateP99Ms < MOST_LATE_MS && longestMs <= LONGEST_WRITE_MS;
}

function cells({ bytes, seconds, dropped, longestMs, over50, peakMb, lateP99Ms, lateMaxMs }: Flood): string[] {
  const perSecond = (count: number) => (count / 1e6 / seconds).toFixed(0);
  const rest = [longestMs.toFixed(1), `${over50}`, peakMb.toFixed(0), lateP99Ms.toFixed(1), lateMaxMs.toFixed(1)];
  return [perSecond(bytes), perSecond(dropped), ...rest];
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
