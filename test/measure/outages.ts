/** Parts of a kiosk end, each in its way: how long visitors do without the picture, and what is left behind. */
import { z } from 'zod';
import { labElectron } from '../support/electron.ts';
import { inBox } from './kiosk/box.ts';
import { percentile, SPREAD_COLUMNS, spreadCells } from './spread.ts';
import type { Measure, Table } from './table.ts';

/** Of the unit (resources/systemd/invigil@.service), in milliseconds. */
const WATCHDOG_MS = 10_000;
/** Medians, in milliseconds. Of the others it is wanted that the picture comes back. */
const WANTED: Readonly<Record<string, number>> = {
  'supervisor killed': 1_500,
  'compositor killed': 2_500,
  'supervisor frozen': WATCHDOG_MS + 1_500,
};

const Outage = z.object({ outage: z.string(), awayMs: z.number(), left: z.array(z.string()) });

/** Every kind so often. */
export async function outages(rounds: number): Promise<readonly z.infer<typeof Outage>[]> {
  return (await inBox('outages', 'times', { rounds: String(rounds) })).map((line) => Outage.parse(line));
}

export const measure: Measure = {
  name: 'outages',
  title: 'Parts of a kiosk end',
  async run({ short }): Promise<Table> {
    const seen = await outages(short ? 1 : 20);
    const kinds = [...new Set(seen.map(({ outage }) => outage))];
    const of = (kind: string) => seen.filter(({ outage }) => outage === kind);
    const times = (kind: string) => of(kind).map(({ awayMs }) => awayMs);
    const left = seen.flatMap((one) => one.left);
    return {
      wanted: `the right picture again each time, nothing left behind; medians: ${Object.entries(WANTED)
        .map(([kind, ms]) => `${kind} ${ms} ms`)
        .join(', ')}`,
      met: left.length === 0 && kinds.every((kind) => percentile(times(kind), 50) <= (WANTED[kind] ?? Number.POSITIVE_INFINITY)),
      columns: ['what ended', ...SPREAD_COLUMNS, 'left behind'],
      rows: kinds.map((kind) => [kind, ...spreadCells(times(kind)), `${of(kind).flatMap((one) => one.left).length}`]),
      notes: [
        `Electron ${labElectron?.version} from the deb, drawing in software, greetd, sway 1.7, real systemd and logind (test/lab/kiosk-box). From the act to the frame that shows the page again, which then stays for 1.5 s; a client of the compositor is told of each change of one pixel (test/fixtures/watch-pixel.py).`,
        'Each is the first of its kind: the count of ends is cleared before it, after thirty of which in a row the unit would rest for 10 s.',
        `The unit's watchdog is ${WATCHDOG_MS / 1_000} s: a frozen supervisor leaves the picture as it is until then.`,
        ...(left.length === 0 ? [] : [`Left behind: ${[...new Set(left)].join(', ')}.`]),
      ],
    };
  },
};
