/**
 * What nobody should send, on every way into a whole supervisor, while three services beat: nothing may restart, stop or grow. By
 * chance with a seed, so that a run that fails can be had again.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../../electron/platform/clock.ts';
import { FakeCompositor } from '../session/fake-compositor.ts';
import { Random } from '../simulation/random.ts';
import { compiled } from '../support/compile.ts';
import { Bundled } from './bundled.ts';
import { type Environment, type Way, waysInto } from './hostile-ways.ts';
import type { Measure, Table } from './table.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const SEED = 20_261_121;
/** Memory and answers are looked at after each. */
const ROUNDS = 20;
/** From here on the supervisor has seen everything, and its memory should stand; as a part of all rounds. */
const WARM = 0.5;
/** A heap that is held small is collected often: what grows then is what is kept. A leak ends the supervisor. */
const SMALL_HEAP = '--max-old-space-size=64 --max-semi-space-size=1';
/** Resident memory moves by so much without anything growing, in MB. */
const NOISE_MB = 15;
/** So many tries at once on one way. */
const SIDE_BY_SIDE = 8;

export interface Hostile {
  readonly tried: ReadonlyMap<string, number>;
  readonly restarts: number;
  /** Services whose instance is another one at the end, or that do not beat any more. */
  readonly changed: readonly string[];
  /** Of the supervisor, before, after each round, and when all connections were closed. */
  readonly memoryMb: readonly number[];
  readonly descriptors: { readonly before: number; readonly after: number };
  readonly slowestAnswerMs: number;
}

function exhibit(): Bundled {
  const table = (name: string, kind: string, command: readonly string[], more = '') =>
    `[service.${name}]\ncommand = ${JSON.stringify(command)}\nheartbeat = { kind = "${kind}" }\n${more}`;
  const page = table('page', 'zmq', [process.execPath, join(FIXTURES, 'beat-zmq.mjs'), '--interval', '200'], 'role = "display"\n');
  const notify = table('notify', 'notify', [compiled('beat-notify'), '200']);
  const file = table('file', 'file', ['./touch.sh']);
  // What lies in the place of its file is none of its business.
  const touch =
    '#!/bin/sh\nwhile :; do rm -rf "$INVIGIL_HEARTBEAT_FILE"; touch beat.new; mv -f beat.new "$INVIGIL_HEARTBEAT_FILE"; sleep 0.2; done\n';
  // Beside a display that is a program there is a hidden shell; what it draws is not what is tried here.
  const electron = `#!/bin/sh\nexec ${process.execPath} ${join(FIXTURES, 'shell-words.mjs')}\n`;
  const running = new Bundled(page + notify + file, { 'touch.sh': touch, electron });
  running.environment['INVIGIL_ELECTRON'] = join(running.folder, 'exhibit/electron');
  return running;
}

/** Tries so many in all. */
export async function hostile(count: number): Promise<Hostile> {
  const running = exhibit();
  running.environment['NODE_OPTIONS'] = SMALL_HEAP;
  const compositor = await FakeCompositor.start(join(running.folder, 'run/wayland-1'));
  const tried = new Map<string, number>();
  const memoryMb: number[] = [];
  let slowestAnswerMs = 0;
  let ways: readonly Way[] = [];
  try {
    await running.start();
    await running.reaches('file running, notify running, page running, shell running');
    const before = await running.status();
    const environment = (name: string) => environmentOf(before.services.find((service) => service.name === name)?.pid ?? 0);
    const descriptorsBefore = await resting(() => descriptors(running.pid));
    memoryMb.push(residentMb(running.pid));
    ways = waysInto({
      runtime: join(running.folder, 'run/invigil/test'),
      page: environment('page'),
      notify: environment('notify'),
      control: running.socket,
    });
    for (let round = 0; round < ROUNDS; round++) {
      await Promise.all(ways.map((way) => feed(way, round, Math.round((count * way.share) / 100 / ROUNDS), tried)));
      const beganMs = monotonicMs();
      await running.status();
      slowestAnswerMs = Math.max(slowestAnswerMs, monotonicMs() - beganMs);
      memoryMb.push(residentMb(running.pid));
    }
    for (const way of ways) way.close?.();
    ways = [];
    const descriptorsAfter = await settled(() => descriptors(running.pid), descriptorsBefore);
    memoryMb.push(residentMb(running.pid));
    const after = await running.status();
    const changed = after.services
      .filter(
        ({ name, instance, last_beat_ms }) =>
          instance !== before.services.find((one) => one.name === name)?.instance || (last_beat_ms ?? Infinity) > 5_000,
      )
      .map(({ name }) => name);
    return {
      tried,
      restarts: after.services.reduce((sum, { restarts }) => sum + restarts, 0),
      changed,
      memoryMb,
      descriptors: { before: descriptorsBefore, after: descriptorsAfter },
      slowestAnswerMs,
    };
  } finally {
    for (const way of ways) way.close?.();
    await running.remove();
    await compositor.end();
  }
}

async function feed(way: Way, round: number, count: number, tried: Map<string, number>): Promise<void> {
  // On one file, or one socket, one comes after the other.
  const lanes = way.name === 'control socket' || way.name === 'HTTP door' ? SIDE_BY_SIDE : 1;
  let left = count;
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      const random = new Random(SEED, way.name, round, lane);
      while (left > 0) {
        left -= 1;
        await way.attempt(random);
        tried.set(way.name, (tried.get(way.name) ?? 0) + 1);
      }
    }),
  );
}

function environmentOf(pid: number): Environment {
  const entries = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  return Object.fromEntries(
    entries.map((entry): [string, string] => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );
}

function residentMb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

function descriptors(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

/** When it has been the same for so long: threads and spares are made some seconds after a start. */
const RESTING_MS = 4_000;

async function resting(read: () => number): Promise<number> {
  let last = read();
  for (let since = performance.now(); performance.now() - since < RESTING_MS; await sleep(100)) {
    const now = read();
    if (now !== last) since = performance.now();
    last = now;
  }
  return last;
}

/** The wanted count, or what it still is after 20 s: half a request is waited for. */
async function settled(read: () => number, wanted: number): Promise<number> {
  const end = performance.now() + 20_000;
  while (read() !== wanted && performance.now() < end) await sleep(100);
  return read();
}

/** By how much memory grew once everything had been seen. */
export function grownMb({ memoryMb }: Hostile): number {
  const warm = memoryMb.slice(Math.floor(memoryMb.length * WARM));
  return (warm.at(-1) ?? 0) - (warm[0] ?? 0);
}

export const measure: Measure = {
  name: 'hostile',
  title: 'What nobody should send, on every way into a supervisor with three beating services',
  async run({ short }): Promise<Table> {
    const seen = await hostile(short ? 2_000 : 100_000);
    const tried = [...seen.tried.values()].reduce((sum, count) => sum + count, 0);
    const { before, after } = seen.descriptors;
    const mb = (at: number) => (seen.memoryMb.at(at) ?? Number.NaN).toFixed(0);
    const half = Math.floor(seen.memoryMb.length * WARM);
    return {
      wanted: '100,000 tried, nothing restarts, stops or grows',
      met: tried >= 100_000 && seen.restarts === 0 && seen.changed.length === 0 && after === before && grownMb(seen) < NOISE_MB,
      columns: ['way in', 'tried'],
      rows: [...Array.from(seen.tried, ([name, count]) => [name, `${count}`]), ['all', `${tried}`]],
      notes: [
        `Restarts: ${seen.restarts}. Services that are another instance, or do not beat any more: ${seen.changed.join(', ') || 'none'}.`,
        `The supervisor's memory: ${mb(0)} MB before, ${mb(half)} MB after half, ${mb(-1)} MB at the end; at most ${Math.max(...seen.memoryMb).toFixed(0)} MB. Its heap is held to 64 MB. Its descriptors: ${before} before, ${after} after.`,
        `Its slowest answer to \`status\` in between: ${seen.slowestAnswerMs.toFixed(0)} ms. By chance with the seed ${SEED}.`,
      ],
    };
  },
};
