/**
 * The same bytes through everybody's log: from a program that writes lines as fast as it is let, to files, with a time before each line
 * where the supervisor can do that. The clock stops when the last line is in the log, so nobody wins by what still waits in memory.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { startGroup } from '../../measure/group.ts';
import { percentile } from '../../measure/spread.ts';
import type { Measure, Table } from '../../measure/table.ts';
import { PROJECT } from '../../support/bundle.ts';
import { startExhibit } from '../cost/exhibit.ts';
import { type Flood, flood, type StartFlood } from '../cost/flood.ts';
import { present } from '../cost/present.ts';
import type { PeerName } from '../peer.ts';
import { PEERS } from '../peers/index.ts';

const MOST_LATE_MS = 5;
/** Who keeps what its programs write in files of its own. */
const LOGGERS: readonly PeerName[] = ['node', 'invigil', 'pm2', 'supervisord', 'runit', 's6'];
/** Invigil has to be ahead of these, all of which put a time before each line. */
const RIVALS: readonly PeerName[] = ['pm2', 's6', 'runit'];
const HOW: Readonly<Partial<Record<PeerName, string>>> = {
  node: 'Node that puts a time before each line',
  pm2: 'pm2 --time',
  runit: 'runit, svlogd -tt',
  s6: 's6-log t',
  supervisord: 'supervisord (no time before lines)',
};

const floor: StartFlood = async (folder, { command }) => {
  const group = startGroup([process.execPath, join(PROJECT, 'test/fixtures/pipe-to-file.mjs'), join(folder, 'log'), ...command]);
  return { title: "Node's .pipe into a file (the floor; no time before lines)", processes: () => [group.pid], end: () => group.end() };
};

interface Entrant {
  readonly name: PeerName | 'pipe';
  readonly start: StartFlood;
}

const lateness = z.object({ p50Ms: z.number(), p99Ms: z.number(), maxMs: z.number() });
export type Lateness = z.infer<typeof lateness>;

/** How late Invigil's loop is while such a flood goes through its log: a run of its own, for the timer that sees it costs something. */
export async function lateUnderFlood(bytes: number): Promise<Lateness> {
  const folder = mkdtempSync(join(tmpdir(), 'inv-late-'));
  const file = join(folder, 'lateness.json');
  const watched: StartFlood = (_, { name, command }) =>
    startExhibit('Invigil', `[service.${name}]\ncommand = ${JSON.stringify(command)}\nlog = { size = "100MB", keep = 100 }\n`, {
      NODE_OPTIONS: `--import ${join(PROJECT, 'test/fixtures/lateness.mjs')}`,
      LATENESS_FILE: file,
    });
  try {
    await flood(watched, bytes, (rig) => process.kill(rig.processes()[0] ?? Number.NaN, 'SIGUSR2'));
    return lateness.parse(JSON.parse(readFileSync(file, 'utf8')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const piping: Measure = {
  name: 'piping',
  title: 'What a program writes, through the supervisor into its log',
  async run({ short }): Promise<Table> {
    const [bytes, rounds] = short ? [50e6, 1] : [1e9, 5];
    const { peers, versions, missing } = present(PEERS.filter(({ name }) => LOGGERS.includes(name)));
    const entrants: Entrant[] = [
      { name: 'pipe', start: floor },
      ...peers.map((peer): Entrant => {
        const start: StartFlood = async (folder, child) => ({ title: peer.title, ...(await peer.start(folder, [child])) });
        return { name: peer.name, start };
      }),
    ];
    const floods = new Map<Entrant['name'], Flood[]>(entrants.map(({ name }) => [name, []]));
    for (let round = 0; round < rounds; round++) {
      for (const { name, start } of entrants) floods.get(name)?.push(await flood(start, bytes));
    }
    return table(floods, await lateUnderFlood(bytes), { versions, missing, bytes });
  },
};

interface Circumstances {
  readonly versions: string;
  readonly missing: readonly string[];
  readonly bytes: number;
}

function table(floods: ReadonlyMap<Entrant['name'], readonly Flood[]>, late: Lateness, { versions, missing, bytes }: Circumstances): Table {
  const speeds = (name: Entrant['name']) => (floods.get(name) ?? []).map(({ megabytesASecond }) => megabytesASecond);
  const speed = (name: Entrant['name']) => percentile(speeds(name), 50);
  const peak = (name: Entrant['name']) => Math.max(...(floods.get(name) ?? []).map((one) => one.peak));
  const lost = Math.max(...(floods.get('invigil') ?? []).map((one) => one.missing));
  const rivals = RIVALS.filter((name) => floods.has(name));
  const isAhead = rivals.every((name) => speed('invigil') > speed(name));
  const isSmall = !floods.has('pm2') || peak('invigil') < peak('pm2');
  const faster = [...floods.keys()].filter((name) => speed(name) > speed('invigil')).map(titleOf);
  const smaller = [...floods.keys()].filter((name) => peak(name) < peak('invigil')).map(titleOf);
  return {
    wanted: `Invigil ahead of pm2 --time, s6-log and svlogd in MB/s, with less memory than pm2, nothing dropped, its loop late by under ${MOST_LATE_MS} ms (p99)`,
    met: isAhead && isSmall && lost === 0 && late.p99Ms < MOST_LATE_MS,
    columns: ['through', 'MB/s', 'of the floor', 'n', 'slowest', 'peak memory MB', 'not in the log'],
    rows: [...floods].map(([name, all]) => [
      titleOf(name),
      speed(name).toFixed(0),
      (speed(name) / speed('pipe')).toFixed(2),
      `${all.length}`,
      Math.min(...speeds(name)).toFixed(0),
      (peak(name) / 1e6).toFixed(0),
      `${(Math.max(...all.map((one) => one.missing)) * 100).toFixed(1)} %`,
    ]),
    notes: [
      `${bytes / 1e6} MB of lines of 100 bytes, written in pieces of 64 KiB, in turn through each; MB/s of what the program writes, in the median, until its last line is in the log. Nobody gives up old files here; those that rotate do so at 100 MB.`,
      `Invigil's loop under the same flood, in a run of its own: late by ${late.p50Ms.toFixed(2)} ms (median), ${late.p99Ms.toFixed(2)} ms (p99), ${late.maxMs.toFixed(1)} ms at most, as a timer of 1 ms sees it.`,
      "Invigil holds a program that writes too fast for 20 ms at most and then drops whole chunks, which its log says; the others hold it for as long as it takes, pm2 keeps in memory what its disk does not take. Memory is the sum of each process's peak (VmHWM), with what Node or Python share.",
      `Faster than Invigil: ${faster.join('; ') || 'nothing'}. With less memory: ${smaller.join('; ') || 'nothing'}.`,
      `Versions: ${versions}.`,
      ...missing,
    ],
  };
}

function titleOf(name: Entrant['name']): string {
  if (name === 'pipe') return "Node's .pipe into a file (the floor; no time before lines)";
  return HOW[name] ?? 'Invigil';
}
