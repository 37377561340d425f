/** One program that writes so many bytes as fast as it is let, and how long it takes until all of it is in the log. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { compiled } from '../../support/compile.ts';
import type { Child } from '../peer.ts';
import { countLines, fileThatEnds } from './log-files.ts';
import { peakBytes } from './memory.ts';
import type { Rig } from './rig.ts';

/** The last line, as long as the others are not. */
const END = 'that was all';
const LINE_BYTES = 100;
const LOOK_MS = 5;
/** From one search for the supervisor's processes to the next. */
const LOOKS_BETWEEN = 50;
/** The slowest writes some 10 MB a second. */
const PATIENCE_MS = 600_000;

export interface Flood {
  readonly megabytesASecond: number;
  /** Of the lines that were written, the part that is not in the log. */
  readonly missing: number;
  /** The most memory that everything which is the supervisor ever held, in bytes. */
  readonly peak: number;
}

/** Starts a supervisor in this folder with this program, whose output it is to keep. */
export type StartFlood = (folder: string, child: Child) => Promise<Rig>;

/** `around`: called right before the flood begins, and when all of it is in the log. */
export async function flood(start: StartFlood, bytes: number, around: (rig: Rig, when: 'begins' | 'is over') => void = () => undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'inv-flood-'));
  const [here, gate, own] = [join(folder, 'here'), join(folder, 'gate'), join(folder, 'own')];
  mkdirSync(own);
  const command = [compiled('write-lines', ['-static']), `${bytes}`, here, gate, END] as const;
  try {
    const rig = await start(own, { name: 'flood', command, stamped: true });
    try {
      await until('the program runs', () => existsSync(here));
      around(rig, 'begins');
      const beganMs = performance.now();
      writeFileSync(gate, '');
      let looks = 0;
      let pids: readonly number[] = [];
      const file = await until('all of it is in the log', () => {
        // Finding processes costs more than looking at their files, and a logger may be younger than what it logs.
        if (looks++ % LOOKS_BETWEEN === 0) pids = rig.processes();
        return fileThatEnds(pids, END);
      });
      const seconds = (performance.now() - beganMs) / 1_000;
      around(rig, 'is over');
      const lines = bytes / LINE_BYTES + 1;
      const missing = Math.max(0, 1 - countLines(file) / lines);
      return { megabytesASecond: bytes / 1e6 / seconds, missing, peak: peakBytes(pids) } satisfies Flood;
    } finally {
      await rig.end();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function until<T>(what: string, look: () => T | null | false): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = look();
    if (found !== null && found !== false) return found;
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await sleep(LOOK_MS);
  }
}
