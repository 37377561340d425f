/** What a whole exhibit with a screen holds in memory, by process: the supervisor's and the shell's, and the floor of each. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { pssBytes } from '../../../electron/platform/pss.ts';
import { commandLine, descendants } from '../../lab/processes.ts';
import { percentile } from '../../measure/spread.ts';
import { onStillPage } from '../../measure/still-page.ts';
import type { Measure, Table } from '../../measure/table.ts';
import { labElectron } from '../../support/electron.ts';

/** Until everything that a start does once is done: caches, the overlay's page, Chromium's own late work. */
const SETTLE_MS = 30_000;
const LOOKS = 10;
const LOOK_EVERY_MS = 1_000;

/** In the order of the table. */
const KINDS = [
  'supervisor, with its threads',
  'guard, and processes that wait to become a service',
  "shell: Electron's main process",
  'shell: renderers (page, holding page, overlay)',
  'shell: graphics process',
  'shell: zygotes, network and other helpers',
] as const;
type Kind = (typeof KINDS)[number];

/** Bytes by kind: the median of so many looks. */
export async function memoryByProcess(settleMs: number, looks: number): Promise<ReadonlyMap<Kind, number>> {
  return await onStillPage(settleMs, async (stage, shell) => {
    const seen = new Map(KINDS.map((kind): [Kind, number[]] => [kind, []]));
    for (let look = 0; look < looks; look += 1) {
      if (look > 0) await sleep(LOOK_EVERY_MS);
      const now = new Map<Kind, number>();
      for (const pid of [stage.pid, ...descendants(stage.pid)]) {
        const kind = kindOf(pid, stage.pid, shell);
        now.set(kind, (now.get(kind) ?? 0) + (pssBytes(pid) ?? 0));
      }
      for (const [kind, values] of seen) values.push(now.get(kind) ?? 0);
    }
    return new Map(Array.from(seen, ([kind, values]) => [kind, percentile(values, 50)]));
  });
}

function kindOf(pid: number, supervisor: number, shell: number): Kind {
  if (pid === supervisor) return KINDS[0];
  if (pid === shell) return KINDS[2];
  const type = /--type=([a-z-]+)/.exec(commandLine(pid))?.[1];
  if (type === undefined) return KINDS[1];
  if (type === 'renderer') return KINDS[3];
  return type === 'gpu-process' ? KINDS[4] : KINDS[5];
}

/** What Node holds that does nothing but stay. */
async function bareNode(settleMs: number): Promise<number> {
  const child: ChildProcess = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e9)'], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  try {
    await once(child, 'spawn');
    await sleep(settleMs);
    return pssBytes(child.pid ?? 0) ?? Number.NaN;
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

export const memory: Measure = {
  name: 'memory',
  title: 'Memory of a whole exhibit with a screen, by process',
  async run({ short }): Promise<Table> {
    const kinds = await memoryByProcess(short ? 2_000 : SETTLE_MS, short ? 1 : LOOKS);
    const floor = await bareNode(short ? 500 : 2_000);
    const sum = [...kinds.values()].reduce((whole, bytes) => whole + bytes, 0);
    const ours = kinds.get(KINDS[0]) ?? Number.NaN;
    return {
      wanted: 'known, and the supervisor beside bare Node',
      met: true,
      columns: ['process', 'PSS MB'],
      rows: [
        ...Array.from(kinds, ([kind, bytes]) => [kind, megabytes(bytes)]),
        ['all', megabytes(sum)],
        ['floor: Node that does nothing', megabytes(floor)],
      ],
      notes: [
        `The supervisor holds ${(ours / floor).toFixed(1)} times what Node holds that does nothing. A supervisor in C holds a few MB: who counts every one of them is better served by runit or s6.`,
        `PSS: own memory, and of what is shared an equal part. One display whose page stands still; Electron ${labElectron?.version}, drawing in software, sway 1.7; the medians of ${short ? 1 : LOOKS} looks, ${(short ? 2_000 : SETTLE_MS) / 1_000} s after the page was shown. The supervisor's threads share its memory and cannot be told apart from outside.`,
      ],
    };
  },
};
