/** What a supervisor costs in which everything is on and nothing happens: alerts, dashboard, metrics, history, services that beat. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuTicks } from '../lab/processes.ts';
import { freePort } from '../support/free-port.ts';
import { Running } from '../support/running.ts';
import type { Measure, Table } from './table.ts';

const WANTED_PERCENT = 0.15;
const WANTED_MB_A_DAY = 20;
const TICKS_A_SECOND = 100;
const DAY_S = 86_400;
/** Until everything that a start does once is done. */
const SETTLE_MS = 20_000;

const BEATS = 'command = ["sh", "-c", "while :; do touch $INVIGIL_HEARTBEAT_FILE; sleep 1; done"]\nheartbeat = { kind = "file" }';
const toml = (dashboard: number, metrics: number) => `[service.core]
${BEATS}
[service.audio]
${BEATS}
[service.display]
role = "other"
${BEATS}
[dashboard]
listen = ["127.0.0.1:${dashboard}"]
[metrics]
listen = ["127.0.0.1:${metrics}"]
[[alerts.to]]
kind = "log"
`;

export interface Idle {
  readonly percent: number;
  readonly megabytesADay: number;
  /** Percent of a core by the thread's name, the busiest first. */
  readonly threads: readonly (readonly [string, number])[];
}

/** Over so many seconds, of the supervisor's own process with all its threads. */
export async function idleWhole(seconds: number, settleMs: number): Promise<Idle> {
  const running = new Running(toml(await freePort(), await freePort()));
  const memory = mkdtempSync('/dev/shm/inv-');
  try {
    // As on every machine: what lies there is lost with the machine, and costs the disk nothing.
    rmSync(join(running.folder, 'run'), { recursive: true });
    symlinkSync(memory, join(running.folder, 'run'));
    await running.start();
    await running.reaches('audio running, core running, display running');
    await sleep(settleMs);
    const { pid } = running;
    const before = { ticks: cpuTicks(pid), written: writtenBytes(pid), threads: threadTicks(pid) };
    await sleep(seconds * 1_000);
    const percent = (ticks: number) => (ticks / TICKS_A_SECOND / seconds) * 100;
    const threads = [...threadTicks(pid)].map(([name, ticks]) => [name, percent(ticks - (before.threads.get(name) ?? 0))] as const);
    return {
      percent: percent(cpuTicks(pid) - before.ticks),
      megabytesADay: ((writtenBytes(pid) - before.written) / 1e6 / seconds) * DAY_S,
      threads: threads.filter(([, used]) => used > 0).toSorted(([, a], [, b]) => b - a),
    };
  } finally {
    await running.remove();
    rmSync(memory, { recursive: true, force: true });
  }
}

/** What this process has given to disks, as the kernel counts it. */
function writtenBytes(pid: number): number {
  return Number(/^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]);
}

function threadTicks(pid: number): ReadonlyMap<string, number> {
  const ticks = new Map<string, number>();
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const name = `${readFileSync(`/proc/${pid}/task/${thread}/comm`, 'utf8').trim()} ${Number(thread) - pid}`;
    ticks.set(name, cpuTicks(`${pid}/task/${thread}`));
  }
  return ticks;
}

export const measure: Measure = {
  name: 'idle-whole',
  title: 'A supervisor with everything on, in which nothing happens',
  async run({ short }): Promise<Table> {
    const seconds = short ? 5 : 300;
    const { percent, megabytesADay, threads } = await idleWhole(seconds, short ? 2_000 : SETTLE_MS);
    return {
      wanted: `at most ${WANTED_PERCENT} % of a core, under ${WANTED_MB_A_DAY} MB written a day`,
      met: percent <= WANTED_PERCENT && megabytesADay < WANTED_MB_A_DAY,
      columns: ['what', 'found'],
      rows: [
        ['CPU time of the supervisor', `${percent.toFixed(2)} %`],
        ...threads.map(([name, used]) => [`of it thread ${name}`, `${used.toFixed(2)} %`]),
        ['given to the disk for a day', `${megabytesADay.toFixed(1)} MB`],
      ],
      notes: [
        `Three services that beat once a second by a file, a log as the receiver of alerts, dashboard and metrics listening with nobody at them, history. Counted over ${seconds} s from ${SETTLE_MS / 1_000} s after everything ran: the supervisor's own process, all its threads; not the services.`,
      ],
    };
  },
};
