/** CPU time of a shell whose page stands still, by the kind of its processes: the price of the page's frames and the shell's beats. */
import { setTimeout as sleep } from 'node:timers/promises';
import { commandLine, cpuTicks, descendants } from '../lab/processes.ts';
import { labElectron } from '../support/electron.ts';
import { onStillPage } from './still-page.ts';
import type { Measure, Table } from './table.ts';

const WANTED_PERCENT = 1.5;
const WANTED_BEATS_PERCENT = 1;
const TICKS_A_SECOND = 100;
/** Until everything that a start does once is done: caches, the overlay's page, Chromium's own late work. */
const SETTLE_MS = 20_000;
const KINDS = ['main', 'renderer', 'gpu-process', 'other'] as const;
type Kind = (typeof KINDS)[number];

/** Percent of a core over so many seconds, by kind of process. */
export async function idle(seconds: number, settleMs: number): Promise<Readonly<Record<Kind, number>>> {
  return await onStillPage(settleMs, async (_, shell) => {
    const processes = [shell, ...descendants(shell)].map((pid) => ({ pid, kind: kindOf(pid, shell), before: cpuTicks(pid) }));
    await sleep(seconds * 1_000);
    const used: Record<Kind, number> = { main: 0, renderer: 0, 'gpu-process': 0, other: 0 };
    for (const { pid, kind, before } of processes) used[kind] += ((cpuTicks(pid) - before) / TICKS_A_SECOND / seconds) * 100;
    return used;
  });
}

function kindOf(pid: number, shell: number): Kind {
  if (pid === shell) return 'main';
  const type = /--type=([a-z-]+)/.exec(commandLine(pid))?.[1];
  return KINDS.find((kind) => kind === type) ?? 'other';
}

const WORDS: Readonly<Record<Kind, string>> = {
  main: "the shell's own process (its beats, the frames that come in)",
  renderer: "renderers (the page's frames)",
  'gpu-process': 'graphics process (the frames on their way to the screen)',
  other: 'everything else of Electron',
};

export const measure: Measure = {
  name: 'idle',
  title: 'A shell that shows a page which stands still',
  async run({ short }): Promise<Table> {
    const seconds = short ? 5 : 120;
    const used = await idle(seconds, short ? 2_000 : SETTLE_MS);
    const whole = KINDS.reduce((sum, kind) => sum + used[kind], 0);
    const beats = used.renderer + used['gpu-process'];
    const percent = (value: number) => `${value.toFixed(2)} %`;
    return {
      wanted: `at most ${WANTED_PERCENT} % of a core, of which the page's beats ${WANTED_BEATS_PERCENT} %`,
      met: whole <= WANTED_PERCENT && beats <= WANTED_BEATS_PERCENT,
      columns: ['processes', 'of a core'],
      rows: [
        ...KINDS.map((kind) => [WORDS[kind], percent(used[kind])]),
        ['renderers and graphics: the beats', percent(beats)],
        ['all', percent(whole)],
      ],
      notes: [
        `Electron ${labElectron?.version}, drawing in software, sway 1.7, ${seconds} s after the page stood still for ${SETTLE_MS / 1_000} s.`,
      ],
    };
  },
};
