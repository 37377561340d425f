/**
 * What a visitor sees when a part of the display dies: a whole exhibit (bundled supervisor, real Electron) on a screen that is looked at
 * as fast as `grim` goes, and its page's renderer killed, its page caught in an endless loop, its shell killed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Eye, type Look } from '../lab/eye.ts';
import { commandLine, descendants } from '../lab/processes.ts';
import { Stage } from '../lab/stage.ts';
import { Exhibit } from '../shell/exhibit.ts';
import { labElectron } from '../support/electron.ts';
import type { Colour } from '../support/wayland.ts';
import { percentile, SPREAD_COLUMNS, spreadCells } from './spread.ts';
import type { Measure, Table } from './table.ts';

const PAGE: Colour = { red: 0x9a, green: 0x30, blue: 0x60 };
const HOLDING: Colour = { red: 0x20, green: 0x40, blue: 0x70 };
/** The compositor's own background, in the place of the holding picture that `install` sets (test/lab/wayland-run). */
const GROUND: Colour = { red: 0x20, green: 0x20, blue: 0x20 };
const PAGE_TIMEOUT_MS = 1_500;

/** What is done to the display. `between`: what may be seen instead of the page. */
const FAULTS = {
  renderer: { words: 'renderer of the page killed', wantedMs: 300, between: [HOLDING], runs: 30 },
  loop: {
    words: `page in an endless loop (its timeout: ${PAGE_TIMEOUT_MS} ms)`,
    wantedMs: PAGE_TIMEOUT_MS + 500,
    between: [HOLDING],
    runs: 10,
  },
  shell: { words: 'shell killed with SIGKILL', wantedMs: 1_200, between: [GROUND, HOLDING], runs: 10 },
} as const;
type Fault = keyof typeof FAULTS;

export interface Sight {
  /** From each fault to the right picture, in milliseconds. */
  readonly backMs: readonly number[];
  /** Looks that showed neither the page nor what may stand in for it. */
  readonly wrong: number;
  readonly looks: number;
}

const toml = (url: string) => `colour = "#204070"
[service.display]
url = "${url}"
heartbeat = { timeout = "${PAGE_TIMEOUT_MS}ms" }
[recovery]
storm = { restarts = 1000, within = "1s" }
`;

/** Does each fault so often. */
export async function sights(runs: (fault: Fault) => number): Promise<Readonly<Record<Fault, Sight>>> {
  if (labElectron === null) throw new Error('no Electron: see test/lab/get-electron');
  const exhibit = new Exhibit(PAGE);
  await exhibit.open();
  const stage = await Stage.open(labElectron, toml(exhibit.url));
  const eye = new Eye(stage.session);
  try {
    await stage.start();
    const seen = {} as Record<Fault, Sight>;
    for (const fault of ['renderer', 'loop', 'shell'] as const)
      seen[fault] = await repeat({ fault, runs: runs(fault), stage, exhibit, eye });
    return seen;
  } finally {
    await eye.close();
    await stage.remove();
    await exhibit.close();
  }
}

interface Scene {
  readonly fault: Fault;
  readonly runs: number;
  readonly stage: Stage;
  readonly exhibit: Exhibit;
  readonly eye: Eye;
}

async function repeat({ fault, runs, stage, exhibit, eye }: Scene): Promise<Sight> {
  const backMs: number[] = [];
  let wrong = 0;
  let looks = 0;
  for (let run = 0; run < runs; run += 1) {
    // Stopped and started by a person, the page is given anew: its reloads are counted from zero.
    await stage.command('stop', { service: 'display' });
    await stage.until('the page is away', () => exhibit.pages === 0);
    await stage.command('start', { service: 'display' });
    await stage.until('the page runs and is seen', () => exhibit.pages === 1 && isSteady(eye, performance.now() - 1_000));
    // `storm.within`: what is killed later is started again at once.
    await sleep(1_500);
    const from = await strike(fault, stage, exhibit);
    const judged = () => eye.since(from);
    await stage.until(
      'the right picture again',
      () => judged().some(({ colour }) => !same(colour, PAGE)) && isSteady(eye, performance.now() - 500),
      30_000,
    );
    backMs.push(back(judged()) - from);
    looks += judged().length;
    wrong += judged().filter(({ colour }) => ![PAGE, ...FAULTS[fault].between].some((known) => same(colour, known))).length;
  }
  return { backMs, wrong, looks };
}

/** Returns when it was done. */
async function strike(fault: Fault, stage: Stage, exhibit: Exhibit): Promise<number> {
  const shell = await stage.shell('display');
  const victim = fault === 'renderer' ? rendererOfPage(shell) : shell;
  const at = performance.now();
  if (fault === 'loop') exhibit.order('for (;;);');
  else process.kill(victim, 'SIGKILL');
  return at;
}

function rendererOfPage(shell: number): number {
  const found = descendants(shell).find((pid) => commandLine(pid).includes('--invigil-view=page'));
  if (found === undefined) throw new Error('the shell has no renderer of a page');
  return found;
}

/** When the right picture was seen again. */
function back(looks: readonly Look[]): number {
  const last = looks.findLast(({ colour }) => !same(colour, PAGE));
  const again = looks.find(({ at }) => last !== undefined && at > last.at);
  return again?.at ?? Number.NaN;
}

function isSteady(eye: Eye, since: number): boolean {
  const looks = eye.since(since);
  return looks.length >= 5 && looks.every(({ colour }) => same(colour, PAGE));
}

const same = (a: Colour, b: Colour) => Math.abs(a.red - b.red) + Math.abs(a.green - b.green) + Math.abs(a.blue - b.blue) <= 6;

export const measure: Measure = {
  name: 'picture',
  title: 'A fault of the display to the right picture',
  async run({ short }): Promise<Table> {
    const seen = await sights((fault) => (short ? 2 : FAULTS[fault].runs));
    const faults = ['renderer', 'loop', 'shell'] as const;
    return {
      wanted: `${faults.map((fault) => `${FAULTS[fault].words}: ${FAULTS[fault].wantedMs} ms`).join('; ')} (medians); never a wrong picture`,
      met: faults.every((fault) => percentile(seen[fault].backMs, 50) <= FAULTS[fault].wantedMs && seen[fault].wrong === 0),
      columns: ['fault', ...SPREAD_COLUMNS, 'looks', 'wrong pictures'],
      rows: faults.map((fault) => [
        FAULTS[fault].words,
        ...spreadCells(seen[fault].backMs),
        `${seen[fault].looks}`,
        `${seen[fault].wrong}`,
      ]),
      notes: [
        `Electron ${labElectron?.version}, drawing in software, in sway 1.7 at 1280x720. One pixel is looked at by \`grim\` without a pause (about 45 times a second): each time is known to about 25 ms.`,
        'From the kill, or from the order to loop, to the first look that shows the page again and lasts. A page that loops keeps its last picture on the screen until its timeout.',
      ],
    };
  },
};
