/**
 * Power cuts at random moments: a whole exhibit with a picture, whose core dies again and again so that its state is written all the
 * time, on a disk whose image is copied as it stands. From the copy it has to start again.
 */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadBudget } from '../../electron/store/budget-file.ts';
import { Stage } from '../lab/stage.ts';
import { Exhibit } from '../shell/exhibit.ts';
import { labElectron } from '../support/electron.ts';
import type { Colour } from '../support/wayland.ts';
import { LoopDisk } from './loop-disk.ts';
import type { Measure, Table } from './table.ts';

const PAGE: Colour = { red: 0x9a, green: 0x30, blue: 0x60 };
const MOST_REBOOTS = 100;
/** A cut comes so long after the picture was there, at random. */
const LONGEST_MS = 4_000;

const toml = (url: string) => `[service.display]
url = "${url}"
[service.core]
command = ["sh", "-c", "sleep 0.2; exit 1"]
[recovery]
backoff = { first = "0s", then = "10ms" }
storm = { restarts = 2, within = "10s" }
ladder = ${JSON.stringify([...new Array(9).fill('reboot'), 'safe-mode'])}
reboots = { max = ${MOST_REBOOTS}, within = "24h" }
`;

/** As its unit starts it: only then the ladder takes the rung, and writes the budget. There is no logind: each reboot is refused. */
class OfUnit extends Stage {
  protected override readonly starter = ['env', 'INVOCATION_ID=0', 'sh', '-c', 'SYSTEMD_EXEC_PID=$$ exec "$@"', 'unit'];
}

export interface Cuts {
  readonly cuts: number;
  /** Starts after which the right picture was seen. */
  readonly pictures: number;
  /** Files that were found damaged, with what was said of them. */
  readonly damaged: readonly string[];
  /** Budgets that had lost an entry, or had one more than was being written when the power went. */
  readonly wrongBudgets: readonly string[];
  /** How many cuts found the budget with an entry more than the one before. */
  readonly spent: number;
}

/** `random`: from 0 to 1. */
export async function cutPower(cuts: number, random: () => number): Promise<Cuts | string> {
  if (labElectron === null) throw new Error('no Electron: see test/lab/get-electron');
  const disk = LoopDisk.mount();
  if (typeof disk === 'string') return disk;
  const exhibit = new Exhibit(PAGE);
  await exhibit.open();
  const stage = await OfUnit.open(labElectron, toml(exhibit.url));
  const files = disk.holdStateOf(stage);
  const budget = join(files, 'budget.json');
  const found = { pictures: 0, damaged: [] as string[], wrongBudgets: [] as string[], spent: 0 };
  let known = 0;
  /** A reboot that is being asked for has its entry before, and gives it back when it was refused: one more is right, one less never. */
  const expect = (entries: number, when: string) => {
    if (entries < known || entries > known + 1) found.wrongBudgets.push(`${when}: ${entries} entries after ${known}`);
  };
  try {
    for (let cut = 0; cut <= cuts; cut += 1) {
      await stage.start();
      expect(MOST_REBOOTS - ((await stage.status()).reboots_left ?? MOST_REBOOTS + 1), `start ${cut}`);
      await stage.until('the right picture', () => showsPage(stage), 30_000);
      if (cut > 0) found.pictures += 1;
      found.damaged.push(...takeDamaged(files));
      if (cut === cuts) break;
      await goOn(stage, random() * LONGEST_MS);
      const left = disk.cutPower();
      stage.signal('SIGKILL');
      await stage.until('nothing is left that uses the disk', () => succeeds(left.restore));
      const loaded = await loadBudget(budget, MOST_REBOOTS, ({ reason }) => found.damaged.push(`budget.json: ${reason}`));
      if (!loaded.ok) throw new Error(loaded.reason);
      const entries = loaded.value.reboots.length;
      expect(entries, `cut ${cut}`);
      if (entries > known) found.spent += 1;
      known = entries;
    }
    return { cuts, ...found };
  } finally {
    await stage.remove();
    await exhibit.close();
    disk.remove();
  }
}

/** In safe mode, where the ladder ends, it is told to go on: then the ladder begins anew, and nine reboots are asked for in a row. */
async function showsPage(stage: Stage): Promise<boolean> {
  if ((await stage.status()).state === 'safe-mode') await stage.command('resume');
  return isPage(await stage.session.pixel(20, 20));
}

async function goOn(stage: Stage, forMs: number): Promise<void> {
  const end = performance.now() + forMs;
  while (performance.now() < end) {
    await showsPage(stage);
    await sleep(10);
  }
}

/** What was moved aside; it is taken away, so that it is counted once. */
function takeDamaged(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.includes('.damaged-'));
  for (const name of names) rmSync(join(folder, name));
  return names;
}

function succeeds(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    // Asked again until the deadline, which tells.
    return false;
  }
}

const isPage = (colour: Colour) =>
  Math.abs(colour.red - PAGE.red) + Math.abs(colour.green - PAGE.green) + Math.abs(colour.blue - PAGE.blue) < 6;

export const measure: Measure = {
  name: 'power-cuts',
  title: 'Power cuts at random moments',
  async run({ short }): Promise<Table> {
    const seen = await cutPower(short ? 2 : 50, Math.random);
    if (typeof seen === 'string') throw new Error(seen);
    const { cuts, pictures, damaged, wrongBudgets, spent } = seen;
    return {
      wanted: 'it starts every time and shows the right picture; no file damaged, the budget right',
      met: pictures === cuts && damaged.length === 0 && wrongBudgets.length === 0,
      columns: ['cuts', 'right pictures after', 'files damaged', 'wrong budgets', 'cuts that found a reboot being asked for'],
      rows: [[`${cuts}`, `${pictures}`, `${damaged.length}`, `${wrongBudgets.length}`, `${spent}`]],
      notes: [
        `Electron ${labElectron?.version}, sway 1.7. State, logs, history and the browser's profile lie on an ext4 of their own in a file; 0 to ${LONGEST_MS} ms after the picture was there the file is copied as it stands, everything is killed, and the copy is mounted in its place. The core dies five times a second, so that its ladder asks for reboots, each written to the budget and taken back, about ten times a second.`,
        'A copy keeps all that the disk was given until then, and nothing else; a disk that lies about what it has written is not shown by this.',
        ...[...damaged, ...wrongBudgets].slice(0, 5),
      ],
    };
  },
};
