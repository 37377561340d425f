/** What people wait for, each beside what it cannot be faster than: commands, the overlay, the dashboard. */
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { z } from 'zod';
import { monotonicMs } from '../../../electron/platform/clock.ts';
import { Bundled } from '../../measure/bundled.ts';
import { views } from '../../measure/dashboard.ts';
import { openings } from '../../measure/overlay.ts';
import { percentile, SPREAD_COLUMNS, spreadCells } from '../../measure/spread.ts';
import type { Measure, Table } from '../../measure/table.ts';
import { CHROMIUM } from '../../renderer/browser.ts';
import { PROJECT } from '../../support/bundle.ts';
import { closeServer } from '../../support/close-server.ts';
import { labElectron } from '../../support/electron.ts';

const execute = promisify(execFile);
const CLI = join(PROJECT, 'dist/cli.js');
/** Of a screen with 60 frames a second: what is drawn now is seen with the next one. */
const FRAME_MS = 1_000 / 60;

interface Wait {
  readonly what: string;
  readonly floor: string;
  /** In milliseconds, as are the floor's. */
  readonly times: readonly number[];
  readonly floorTimes: readonly number[];
}

/** `status`, `check` and `--help`, and Node that does nothing, in turn. */
export async function commandWaits(count: number): Promise<readonly Wait[]> {
  const running = new Bundled('[service.core]\ncommand = "sleep 1000"\n');
  const commands = [['status'], ['check', join(running.folder, 'exhibit')], ['--help']];
  const times = commands.map((): number[] => []);
  const floorTimes: number[] = [];
  try {
    await running.start();
    await running.reaches('core running');
    const took = async (args: readonly string[]) => {
      const fromMs = monotonicMs();
      await execute(process.execPath, args, { env: running.environment });
      return monotonicMs() - fromMs;
    };
    for (let turn = 0; turn < count; turn += 1) {
      floorTimes.push(await took(['-e', '0']));
      for (const [place, args] of commands.entries()) times[place]?.push(await took([CLI, ...args]));
    }
  } finally {
    await running.remove();
  }
  return commands.map(([name = ''], place) => ({
    what: `\`invigil ${name}\``,
    floor: '`node -e 0`',
    times: times[place] ?? [],
    floorTimes,
  }));
}

async function overlayWait(count: number): Promise<Wait> {
  const { drawnMs } = await openings(count);
  const what = 'the overlay: hotkey to its second animation frame';
  return { what, floor: 'one frame at 60 Hz', times: drawnMs, floorTimes: [FRAME_MS] };
}

async function dashboardWait(count: number): Promise<Wait> {
  const [first] = await views(count);
  const what = 'the dashboard: address to the first screen';
  return { what, floor: 'a page of one word', times: first?.[1] ?? [], floorTimes: await emptyPages(count) };
}

/** The same browser, a page with nothing to load: from the beginning of the navigation to its second animation frame. */
async function emptyPages(count: number): Promise<number[]> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>One word</title>Word');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = addressOf(server.address());
  const browser = await chromium.launch({ executablePath: CHROMIUM ?? '', chromiumSandbox: process.getuid?.() !== 0 });
  try {
    const times: number[] = [];
    for (let visit = 0; visit < count; visit += 1) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.addInitScript({
        content:
          'requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.seenAt = performance.now(); }));',
      });
      await page.goto(`http://127.0.0.1:${port}/`);
      const root = page.locator('html[data-seen-at]');
      await root.waitFor();
      times.push(z.coerce.number().parse(await root.getAttribute('data-seen-at')));
      await context.close();
    }
    return times;
  } finally {
    await browser.close();
    await closeServer(server);
  }
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('a server on a port has an address');
  return address;
}

export const waits: Measure = {
  name: 'waits',
  title: 'What people wait for, beside its floor',
  async run({ short }): Promise<Table> {
    const missing: string[] = [];
    const all = [...(await commandWaits(short ? 3 : 40))];
    if (labElectron === null) missing.push('The overlay is not measured: there is no Electron (test/lab/get-electron).');
    else all.push(await overlayWait(short ? 3 : 40));
    if (CHROMIUM === undefined) missing.push('The dashboard is not measured: there is no Chromium (Debian package chromium).');
    else all.push(await dashboardWait(short ? 3 : 30));
    const middle = (times: readonly number[]) => percentile(times, 50);
    return {
      wanted: 'each measured beside its floor',
      met: missing.length === 0,
      columns: ['what', ...SPREAD_COLUMNS, 'floor', 'median ms of the floor', 'times the floor'],
      rows: all.map(({ what, floor, times, floorTimes }) => [
        what,
        ...spreadCells(times),
        floor,
        middle(floorTimes).toFixed(2),
        (middle(times) / middle(floorTimes)).toFixed(1),
      ]),
      notes: [
        'Commands: whole processes of the bundle, from before the fork to their end, in turn with Node that does nothing; an exhibit runs.',
        `The overlay: Electron ${labElectron?.version ?? 'not here'}, drawing in software, in sway 1.7; its floor is by arithmetic.`,
        "The dashboard: Debian's Chromium, nothing in its cache, a server of the test in place of the supervisor; floor and page in the same browser.",
        ...missing,
      ],
    };
  },
};
