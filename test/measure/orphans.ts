/**
 * What is left of an exhibit whose supervisor was killed with SIGKILL, and whether the next supervisor runs anything twice. The
 * services fork, call setsid, double fork, drop their environment and ignore SIGTERM, SIGINT and SIGHUP.
 *
 * Processes are found in two ways that know nothing of each other: by the pids that they noted themselves, and by the exhibit's
 * mark in their environment. Every second time the next supervisor is started at once, while the guard of the dead one still
 * works; else when a second was given to that guard.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../../electron/platform/clock.ts';
import { send } from '../../electron/process/containment.ts';
import { GUARD_MARK } from '../../electron/process/guard.ts';
import { findMarked } from '../../electron/process/marked.ts';
import { CONTROL_MARK } from '../../electron/process/sweep.ts';
import { living } from '../process/bench.ts';
import { compiled } from '../support/compile.ts';
import { Bundled } from './bundled.ts';
import { SPREAD_COLUMNS, spreadCells } from './spread.ts';
import type { Measure, Table } from './table.ts';

/** Everything has to be gone by then. */
const WITHIN_MS = 1_000;
const LOOK_MS = 2;

/** What each service turns into: the arguments of test/fixtures/spread.c, and the processes that come of them. */
const SERVICES: Readonly<Record<string, { readonly roles: string; readonly processes: number; readonly wrapped?: true }>> = {
  forks: { roles: 'deaf child child', processes: 3 },
  setsid: { roles: 'deaf setsid child', processes: 3 },
  daemon: { roles: 'deaf daemon setsid', processes: 3 },
  bare: { roles: 'deaf bare child', processes: 2 },
  wrapped: { roles: 'deaf setsid', processes: 2, wrapped: true },
};
const PROCESSES = Object.values(SERVICES).reduce((sum, { processes }) => sum + processes, 0);

export interface Orphans {
  /** Kill of the supervisor to the end of the last process of its services, of each kill that left time for it. */
  readonly goneMs: readonly number[];
  /** Processes that were there after a second, the guard too, summed over all kills. */
  readonly left: number;
  /** Processes of an earlier supervisor that lived when a later one had started the same service. */
  readonly twice: number;
  readonly kills: number;
}

class Exhibit extends Bundled {
  constructor() {
    super('');
    const spread = compiled('spread');
    const tables = Object.entries(SERVICES).map(([name, { roles, wrapped }]) => {
      const words = `${spread} ${this.#notes(name)} ${roles}`;
      const command = wrapped ? ['sh', '-c', `${words}; true`] : words.split(' ');
      return `[service.${name}]\ncommand = ${JSON.stringify(command)}\n`;
    });
    this.write(tables.join(''));
  }

  #notes(service: string): string {
    return join(this.folder, `${service}.pids`);
  }

  /** Starts a supervisor and waits for all processes; returns their pids. */
  async startWhole(): Promise<number[]> {
    for (const name of Object.keys(SERVICES)) writeFileSync(this.#notes(name), '');
    await this.start();
    await this.until(`all ${PROCESSES} processes`, () => this.noted().length >= PROCESSES);
    return this.noted();
  }

  noted(): number[] {
    const lines = Object.keys(SERVICES).flatMap((name) => readFileSync(this.#notes(name), 'utf8').trim().split('\n'));
    return lines.filter((line) => line !== '').map((line) => Number(line.split(' ')[1]));
  }

  /** What lives of the services: the noted ones, and when those are gone, for that takes longer to see, the marked ones. */
  running(pids: readonly number[]): number[] {
    const noted = living(pids);
    return noted.length > 0 ? noted : this.marked(CONTROL_MARK);
  }

  /** By the mark of a service, or of the guard. */
  marked(name: string): number[] {
    return [...findMarked([`${name}=${this.socket}`])];
  }
}

/** Kills so many supervisors of one exhibit, one after the other. */
export async function orphans(kills: number): Promise<Orphans> {
  const exhibit = new Exhibit();
  const goneMs: number[] = [];
  let left = 0;
  let twice = 0;
  let pids: number[] = [];
  try {
    for (let kill = 0; kill < kills; kill++) {
      const old = pids;
      pids = await exhibit.startWhole();
      twice += endAll(living(old)) + surplus(exhibit, pids);
      const killedMs = monotonicMs();
      const endMs = killedMs + WITHIN_MS;
      exhibit.signal('SIGKILL');
      // The next supervisor comes at once, and has to deal with what is still there.
      if (kill % 2 === 1 && kill < kills - 1) continue;
      left += await endLeft(() => exhibit.running(pids), endMs);
      goneMs.push(monotonicMs() - killedMs);
      left += await endLeft(() => exhibit.marked(GUARD_MARK), endMs);
    }
    return { goneMs, left, twice, kills };
  } finally {
    await exhibit.remove();
  }
}

/** Processes that are more than the file asks for: with the mark, but neither noted nor a wrapper; or noted too often. */
function surplus(exhibit: Exhibit, pids: readonly number[]): number {
  const wrappers = Object.values(SERVICES).filter(({ wrapped }) => wrapped).length;
  const strangers = exhibit.marked(CONTROL_MARK).filter((pid) => !pids.includes(pid));
  return Math.max(0, strangers.length - wrappers) + pids.length - PROCESSES;
}

/** How many are left, 0 as soon as none is; these are ended, so that nothing stays of a failure. */
async function endLeft(find: () => readonly number[], endMs: number): Promise<number> {
  for (;;) {
    const found = find();
    if (found.length === 0 || monotonicMs() > endMs) return endAll(found);
    await sleep(LOOK_MS);
  }
}

function endAll(pids: readonly number[]): number {
  for (const pid of pids) send(pid, 'SIGKILL');
  return pids.length;
}

export const measure: Measure = {
  name: 'orphans',
  title: 'Supervisor killed with SIGKILL: what is left of its exhibit',
  async run({ short }): Promise<Table> {
    const seen = await orphans(short ? 5 : 100);
    return {
      wanted: `nothing left after ${WITHIN_MS / 1000} s, 50 times; nothing twice under the next supervisor`,
      met: seen.left === 0 && seen.twice === 0,
      columns: ['kills', 'left after 1 s', 'running twice', ...SPREAD_COLUMNS],
      rows: [[`${seen.kills}`, `${seen.left}`, `${seen.twice}`, ...spreadCells(seen.goneMs)]],
      notes: [
        `${PROCESSES} processes of ${Object.keys(SERVICES).length} services that fork, call setsid, double fork, drop their environment, stand behind \`sh -c\` and ignore SIGTERM, SIGINT and SIGHUP.`,
        'Times: from the kill until neither a noted pid nor the mark in `/proc/*/environ` is found; the guard has to be gone within the second too. After every second kill the next supervisor is started at once instead, against the guard still at work.',
      ],
    };
  },
};
