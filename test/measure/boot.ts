/** From a bare machine to the picture by two commands, and from each boot after that. */
import { z } from 'zod';
import { labElectron } from '../support/electron.ts';
import { inBox } from './kiosk/box.ts';
import { percentile, SPREAD_COLUMNS, spreadCells } from './spread.ts';
import type { Measure, Table } from './table.ts';

const WANTED_BOOT_MS = 3_000;
const WANTED_LOGIN_MS = 1_500;

/** In milliseconds, to the right picture. */
const Times = z.object({ boot: z.number(), login: z.number() });

export async function boots(count: number): Promise<readonly z.infer<typeof Times>[]> {
  return (await inBox('boots', 'times', { boots: String(count) })).map((line) => Times.parse(line));
}

export const measure: Measure = {
  name: 'boot',
  title: 'From boot and login to the picture',
  async run({ short }): Promise<Table> {
    const times = await boots(short ? 1 : 10);
    const [boot, login] = [times.map((one) => one.boot), times.map((one) => one.login)];
    return {
      wanted: `medians: ${WANTED_BOOT_MS} ms from boot, ${WANTED_LOGIN_MS} ms from login; the machine installed by two commands, one of them the package's`,
      met: percentile(boot, 50) <= WANTED_BOOT_MS && percentile(login, 50) <= WANTED_LOGIN_MS,
      columns: ['to the right picture from', ...SPREAD_COLUMNS],
      rows: [
        ['the first process of the machine', ...spreadCells(boot)],
        ["logind's knowledge of the session", ...spreadCells(login)],
      ],
      notes: [
        `Electron ${labElectron?.version} from the deb, drawing in software; greetd logs in, sway 1.7 without a screen of its own. \`dpkg -i\` and \`invigil install\` on a machine without the user, then one boot after the other (test/lab/kiosk-box: no firmware, no kernel, no bootloader).`,
        'A client of the compositor is told of each change of one pixel (test/fixtures/watch-pixel.py): each time is that of the frame itself.',
      ],
    };
  },
};
