/**
 * Healthy services on a machine that is hardly able to run them: nobody may be taken for frozen. Three services beat once a
 * second over each kind of heartbeat and may be silent for 5 s, the defaults; one of them writes 300 KB a second to its log.
 * State and log lie on a disk of their own, which stops for 5 s again and again.
 */
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../../electron/platform/clock.ts';
import { compiled } from '../support/compile.ts';
import { Bundled } from './bundled.ts';
import { burden } from './burden.ts';
import { LoopDisk } from './loop-disk.ts';
import type { Measure, Table } from './table.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const LOOK_MS = 500;
const STALL_SECONDS = 5;
/** From one stall of the disk to the next. */
const STALL_EVERY_MS = 30_000;
/** The first one comes soon, so that the short form has one too. */
const FIRST_STALL_MS = 5_000;

const SERVICES = ['file', 'notify', 'zmq'] as const;

function exhibit(): Bundled {
  const commands = {
    zmq: [process.execPath, join(FIXTURES, 'beat-zmq.mjs'), '--interval', '1000'],
    notify: [compiled('beat-notify'), '1000'],
    file: ['./talk.sh'],
  };
  const tables = SERVICES.map((name) => {
    const heartbeat = `heartbeat = { kind = "${name}", interval = "1s", timeout = "5s" }`;
    return `[service.${name}]\ncommand = ${JSON.stringify(commands[name])}\n${heartbeat}\n`;
  });
  const talk =
    '#!/bin/sh\nwhile :; do touch "$INVIGIL_HEARTBEAT_FILE"; yes "a line of a talkative program" | head -c 300000; sleep 1; done\n';
  return new Bundled(tables.join(''), { 'talk.sh': talk });
}

export interface Loaded {
  readonly services: readonly { readonly name: string; readonly restarts: number; readonly longestSilenceMs: number }[];
  /** How long the supervisor took to say its status. */
  readonly slowestAnswerMs: number;
  /** What the load was, and what could not be done. */
  readonly notes: readonly string[];
}

/** `memory`: how much of what is free is taken. */
export async function load({ seconds, memory }: { readonly seconds: number; readonly memory: number }): Promise<Loaded> {
  const running = exhibit();
  const disk = LoopDisk.mount();
  if (disk instanceof LoopDisk) running.environment['XDG_STATE_HOME'] = disk.path;
  const silence = new Map<string, number>();
  let slowestAnswerMs = 0;
  let stalls = 0;
  try {
    await running.start();
    await running.reaches('file running, notify running, zmq running');
    const weight = burden({ folder: running.folder, memory, mostSeconds: seconds + 60 });
    let stalling: Promise<void> = Promise.resolve();
    try {
      const beginMs = monotonicMs();
      let nextStallMs = beginMs + FIRST_STALL_MS;
      for (let nowMs = beginMs; nowMs < beginMs + seconds * 1000; nowMs = monotonicMs()) {
        if (disk instanceof LoopDisk && nowMs >= nextStallMs) {
          nextStallMs += STALL_EVERY_MS;
          stalls += 1;
          stalling = disk.stall(STALL_SECONDS);
        }
        const { services } = await running.status();
        slowestAnswerMs = Math.max(slowestAnswerMs, monotonicMs() - nowMs);
        for (const { name, last_beat_ms } of services) silence.set(name, Math.max(silence.get(name) ?? 0, last_beat_ms ?? 0));
        await sleep(LOOK_MS);
      }
      const { services } = await running.status();
      const [loadNow = 0] = loadavg();
      return {
        services: services.map(({ name, restarts }) => ({ name, restarts, longestSilenceMs: silence.get(name) ?? 0 })),
        slowestAnswerMs,
        notes: [`Load: ${weight.words}. Load average at the end: ${loadNow.toFixed(1)}.`, stalled(disk, stalls)],
      };
    } finally {
      await stalling;
      await weight.end();
    }
  } finally {
    await running.remove();
    if (disk instanceof LoopDisk) disk.remove();
  }
}

function stalled(disk: LoopDisk | string, stalls: number): string {
  if (typeof disk === 'string') return `The disk could not be stalled: ${disk}.`;
  return `Stalls of the file system of state and log, ${STALL_SECONDS} s each: ${stalls}.`;
}

export const measure: Measure = {
  name: 'load',
  title: 'Healthy services on a machine under load',
  async run({ short }): Promise<Table> {
    const seconds = short ? 20 : 20 * 60;
    const seen = await load({ seconds, memory: short ? 0.1 : 0.75 });
    return {
      wanted: 'no restart in 20 minutes',
      met: seen.services.every(({ restarts }) => restarts === 0),
      columns: ['heartbeat', 'restarts', 'longest silence seen ms'],
      rows: seen.services.map(({ name, restarts, longestSilenceMs }) => [name, `${restarts}`, longestSilenceMs.toFixed(0)]),
      notes: [
        `${seconds} s. Beats every second, timeout 5 s. The supervisor's slowest answer to \`status\`: ${seen.slowestAnswerMs.toFixed(0)} ms.`,
        ...seen.notes,
        'No swap is made: memory pressure stands for it.',
      ],
    };
  },
};
