/** What a supervisor costs in which everything is on and nothing happens: alerts, dashboard, metrics, history, services that beat. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { everythingOn, SETTLE_MS, startExhibit } from '../bench/cost/exhibit.ts';
import { between, ENDED, ledger, total } from '../bench/cost/spent.ts';
import type { Measure, Table } from './table.ts';

const WANTED_PERCENT = 0.15;
const WANTED_MB_A_DAY = 20;
const NS_A_S = 1e9;
const DAY_S = 86_400;

const BEATS = 'command = ["sh", "-c", "while :; do touch $INVIGIL_HEARTBEAT_FILE; sleep 1; done"]\nheartbeat = { kind = "file" }';
const SERVICES = `[service.core]
${BEATS}
[service.audio]
${BEATS}
[service.display]
role = "other"
${BEATS}
`;

export interface Idle {
  readonly percent: number;
  readonly megabytesADay: number;
  /** How often a thread was given a processor. */
  readonly turnsASecond: number;
  /** Percent of a core by the thread's name, the busiest first. */
  readonly threads: readonly (readonly [string, number])[];
}

/** Over so many seconds, of the supervisor's own process with all its threads. */
export async function idleWhole(seconds: number, settleMs: number): Promise<Idle> {
  const exhibit = await startExhibit('Invigil', SERVICES + (await everythingOn()));
  try {
    await sleep(settleMs);
    const { pid } = exhibit.running;
    const before = { spent: ledger([pid]), written: writtenBytes(pid) };
    await sleep(seconds * 1_000);
    const spent = between(before.spent, ledger([pid]));
    const percent = (ns: number) => (ns / NS_A_S / seconds) * 100;
    const own = [...spent].filter(([name]) => !name.endsWith(ENDED));
    return {
      percent: percent(total(new Map(own)).cpuNs),
      megabytesADay: ((writtenBytes(pid) - before.written) / 1e6 / seconds) * DAY_S,
      turnsASecond: total(spent).turns / seconds,
      threads: own
        .map(([name, { cpuNs }]) => [name.slice(name.indexOf('/') + 1), percent(cpuNs)] as const)
        .toSorted(([, a], [, b]) => b - a),
    };
  } finally {
    await exhibit.end();
  }
}

/** What this process has given to disks, as the kernel counts it. */
function writtenBytes(pid: number): number {
  return Number(/^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]);
}

export const measure: Measure = {
  name: 'idle-whole',
  title: 'A supervisor with everything on, in which nothing happens',
  async run({ short }): Promise<Table> {
    const seconds = short ? 5 : 300;
    const { percent, megabytesADay, turnsASecond, threads } = await idleWhole(seconds, short ? 2_000 : SETTLE_MS);
    return {
      wanted: `at most ${WANTED_PERCENT} % of a core, under ${WANTED_MB_A_DAY} MB written a day`,
      met: percent <= WANTED_PERCENT && megabytesADay < WANTED_MB_A_DAY,
      columns: ['what', 'found'],
      rows: [
        ['CPU time of the supervisor', `${percent.toFixed(3)} %`],
        ...threads.map(([name, used]) => [`of it ${name}`, `${used.toFixed(3)} %`]),
        ['wake-ups', `${turnsASecond.toFixed(1)} a second`],
        ['given to the disk for a day', `${megabytesADay.toFixed(1)} MB`],
      ],
      notes: [
        `Three services that beat once a second by a file, a log as the receiver of alerts, dashboard and metrics listening with nobody at them, history. Counted over ${seconds} s from ${SETTLE_MS / 1_000} s after everything ran: the supervisor's own process, all its threads, those of one name together; not the services.`,
      ],
    };
  },
};
