/**
 * What a visitor sees when the graphics process dies, many times over several lives of the shell: real Electron on a screen that is looked
 * at as fast as `grim` goes. The page changes its colour after each death. A screen that is stuck shows the old one, though the page
 * beats on: whether it is stuck before the shell mends it, and after, is what is counted.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Eye } from '../lab/eye.ts';
import { Exhibit } from '../shell/exhibit.ts';
import { HOLDING, Rig } from '../shell/rig.ts';
import { labElectron } from '../support/electron.ts';
import type { Colour } from '../support/wayland.ts';
import type { Measure, Table } from './table.ts';

/** One more ends Electron. */
const DEATHS_EACH = 5;
/** The shell mends half a second after a death. */
const BEFORE_MS = 400;
const AFTER_MS = 5_000;

const PAGE: Colour = { red: 0x9a, green: 0x30, blue: 0x60 };
const COLOURS: readonly Colour[] = [PAGE, { red: 0x30, green: 0x90, blue: 0x30 }, { red: 0xb0, green: 0xa0, blue: 0x20 }];

export interface Deaths {
  readonly deaths: number;
  /** The new colour was not seen before the shell did anything. */
  readonly stuckBefore: number;
  /** One that was ordered later was not seen within five seconds. */
  readonly stuckAfter: number;
  /** Looks that showed neither a colour of the page nor the holding page. */
  readonly wrong: number;
  readonly looks: number;
}

/** So many lives of a shell with five deaths of its graphics process each. */
export async function deaths(lives: number, each = DEATHS_EACH): Promise<Deaths> {
  if (labElectron === null) throw new Error('no Electron: see test/lab/get-electron');
  const rig = await Rig.start(labElectron);
  const exhibit = new Exhibit(PAGE);
  await exhibit.open();
  let [stuckBefore, stuckAfter, wrong, looks] = [0, 0, 0, 0];
  try {
    for (let life = 0; life < lives; life += 1) {
      rig.launch();
      await rig.ready();
      rig.show(exhibit.url);
      await rig.until('the page runs', () => rig.told('shown') === 1 && exhibit.pages === 1);
      await rig.sees('the page', PAGE);
      const eye = new Eye(rig.session);
      const shows = (at: number, wanted: Colour, forMs: number) => seen(eye, at, wanted, forMs);
      for (let death = 1; death <= each; death += 1) {
        const [first, second, third] = [1, 2, 0].map((step) => COLOURS[(death + step) % COLOURS.length] ?? PAGE) as [
          Colour,
          Colour,
          Colour,
        ];
        rig.strike(rig.graphics());
        await rig.until(`death ${death} is noted`, () => rig.output.includes(`number ${death}`));
        if (!(await shows(paint(exhibit, first), first, BEFORE_MS))) stuckBefore += 1;
        for (const colour of [second, third]) {
          await sleep(2 * BEFORE_MS);
          if (!(await shows(paint(exhibit, colour), colour, AFTER_MS))) stuckAfter += 1;
        }
        await rig.until('another graphics process', () => rig.graphics() !== undefined);
      }
      await eye.close();
      looks += eye.looks.length;
      wrong += eye.looks.filter(({ colour }) => ![...COLOURS, HOLDING].some((known) => same(known, colour))).length;
      await rig.kill();
    }
    return { deaths: lives * each, stuckBefore, stuckAfter, wrong, looks };
  } finally {
    await rig.end();
    await exhibit.close();
  }
}

/** Returns when it was ordered. */
function paint(exhibit: Exhibit, { red, green, blue }: Colour): number {
  exhibit.order(`document.body.style.background = 'rgb(${red}, ${green}, ${blue})'`);
  return performance.now();
}

async function seen(eye: Eye, at: number, wanted: Colour, forMs: number): Promise<boolean> {
  for (const end = performance.now() + forMs; performance.now() < end; await sleep(20)) {
    if (eye.since(at).some(({ colour }) => same(colour, wanted))) return true;
  }
  return false;
}

const same = (a: Colour, b: Colour) => Math.abs(a.red - b.red) + Math.abs(a.green - b.green) + Math.abs(a.blue - b.blue) <= 6;

export const measure: Measure = {
  name: 'gpu',
  title: 'The graphics process killed: a right and moving picture',
  async run({ short }): Promise<Table> {
    const lives = short ? 1 : 10;
    const { deaths: all, stuckBefore, stuckAfter, wrong, looks } = await deaths(lives, short ? 1 : DEATHS_EACH);
    return {
      wanted: `what the page draws reaches the screen after each of ${10 * DEATHS_EACH} deaths; never a wrong picture`,
      met: stuckAfter === 0 && wrong === 0,
      columns: ['deaths', 'lives of the shell', 'not yet moving before it is mended', 'stuck after it', 'looks', 'wrong pictures'],
      rows: [[`${all}`, `${lives}`, `${stuckBefore}`, `${stuckAfter}`, `${looks}`, `${wrong}`]],
      notes: [
        `Electron ${labElectron?.version}, drawing in software, in sway 1.7 at 1280x720. After each death the page is told to change its colour at once, and again one and two seconds later; each change is looked for with \`grim\`: the first for ${BEFORE_MS} ms, in which the shell has done nothing yet, the others for ${AFTER_MS / 1000} s.`,
        'Before the shell had every frame put on the screen whole (`--ui-disable-partial-swap`, where it draws in software): about one change in ten stayed unseen beside an animation, with a death (5 of 100) or without any (11 of 100). With it 0 of 300, of them 100 after deaths after which the shell did nothing. A screen that stays stuck by the death itself was not seen.',
      ],
    };
  },
};
