/** Memory of the shell and of the supervisor while the page is loaded anew every five seconds. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pssBytes } from '../../electron/platform/pss.ts';
import { descendants } from '../lab/processes.ts';
import { Stage } from '../lab/stage.ts';
import { Exhibit } from '../shell/exhibit.ts';
import { copyElectron, labElectron } from '../support/electron.ts';
import type { Measure, Table } from './table.ts';

const RELOAD_MS = 5_000;
const WANTED_GROWTH_PERCENT = 10;
const MB = 1e6;

interface Memory {
  readonly shell: number;
  readonly supervisor: number;
}

/** The memory (PSS, bytes) at the end of each minute. */
async function minutes(count: number): Promise<{ readonly memory: readonly Memory[]; readonly loads: number; readonly restarts: number }> {
  if (labElectron === null) throw new Error('no Electron: see test/lab/get-electron');
  const exhibit = new Exhibit({ red: 0x9a, green: 0x30, blue: 0x60 });
  await exhibit.open();
  const stage = await Stage.open(labElectron, `[service.display]\nurl = "${exhibit.url}"\n`);
  // Of what several processes share each has a part: other Electrons that come and go would move the figure.
  stage.environment['INVIGIL_ELECTRON'] = copyElectron(labElectron, join(stage.folder, 'own'));
  const memory: Memory[] = [];
  try {
    await stage.start();
    await stage.reaches('display running');
    for (let minute = 0; minute < count; minute += 1) {
      const seen: Memory[] = [];
      for (let at = 0; at < 60_000; at += RELOAD_MS) {
        exhibit.order('location.reload()');
        await sleep(RELOAD_MS);
        const shell = await stage.shell('display');
        seen.push({ shell: sum([shell, ...descendants(shell)]), supervisor: sum([stage.pid]) });
      }
      // Of a minute the least: what is left between two collections of garbage.
      memory.push({ shell: Math.min(...seen.map((one) => one.shell)), supervisor: Math.min(...seen.map((one) => one.supervisor)) });
    }
    const { restarts } = await stage.service('display');
    return { memory, loads: exhibit.loads, restarts };
  } finally {
    await stage.remove();
    await exhibit.close();
  }
}

const sum = (pids: readonly number[]) => pids.reduce((bytes, pid) => bytes + (pssBytes(pid) ?? 0), 0);

export const measure: Measure = {
  name: 'leak',
  title: 'Memory while the page is loaded anew every five seconds',
  async run({ short }): Promise<Table> {
    const [count, first] = short ? [2, 1] : [40, 10];
    const { memory, loads, restarts } = await minutes(count);
    const [early, late] = [memory[first - 1], memory.at(-1)];
    if (early === undefined || late === undefined) throw new Error('nothing was measured');
    const growth = (part: keyof Memory) => (late[part] / early[part] - 1) * 100;
    const row = (part: keyof Memory, words: string) => [
      words,
      `${(early[part] / MB).toFixed(0)} MB`,
      `${(late[part] / MB).toFixed(0)} MB`,
      `${growth(part).toFixed(1)} %`,
    ];
    return {
      wanted: `under ${WANTED_GROWTH_PERCENT} % growth after the first ${first} minutes`,
      met: growth('shell') < WANTED_GROWTH_PERCENT && growth('supervisor') < WANTED_GROWTH_PERCENT && restarts === 0,
      columns: ['of', `minute ${first}`, `minute ${count}`, 'growth'],
      rows: [row('shell', 'shell, all its processes (PSS)'), row('supervisor', 'supervisor (PSS)')],
      notes: [
        `Electron ${labElectron?.version}; ${loads} loads of the page, ${restarts} restarts; of each minute the least of 12 readings.`,
      ],
    };
  },
};
