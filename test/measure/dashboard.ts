/**
 * What somebody waits for at the dashboard. From the address to its first view, in Debian's Chromium: the page's own part; the supervisor
 * is played by a server that answers at once, with three services and 1,000,000 lines of log, and nothing is cached, as at somebody's
 * first visit. And the supervisor's part of a search, in so many real lines.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linePrefix } from '../../electron/log/line.ts';
import { createLogSearch } from '../../electron/log/search/search.ts';
import { CHROMIUM } from '../renderer/browser.ts';
import { DASHBOARD } from '../renderer/dashboard-scenarios.ts';
import { openDashboardStage } from '../renderer/dashboard-stage.ts';
import { percentile, SPREAD_COLUMNS, spreadCells } from './spread.ts';
import type { Measure, Table } from './table.ts';

const WANTED_MS = 1_000;
const SEARCH_WANTED_MS = 500;
const SIZE = { width: 390, height: 844 };

/** What has to be there before a view counts as seen: what the supervisor says, not the page's own frame. */
const VIEWS = [
  ['first screen: the sentence, the services', '', '.service .row'],
  ['logs: the newest of 1,000,000 lines', '#/logs', '.log-line'],
] as const;

/** Notes at the page's root when the frame with it was drawn, milliseconds from the beginning of the navigation. */
function watch(selector: string): string {
  return `new MutationObserver((_, observer) => {
    if (document.querySelector(${JSON.stringify(selector)}) === null) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.seenAt = performance.now(); }));
  }).observe(document, { childList: true, subtree: true });`;
}

/** Milliseconds of each of so many visits, by view. */
export async function views(count: number): Promise<readonly (readonly [string, readonly number[]])[]> {
  const stage = await openDashboardStage();
  try {
    const measured: [string, readonly number[]][] = [];
    for (const [name, hash, selector] of VIEWS) {
      const times: number[] = [];
      for (let visit = 0; visit < count; visit += 1) {
        const { page, close } = await stage.open(DASHBOARD.million, { ...SIZE, hash, watch: watch(selector) });
        await page.locator('html[data-seen-at]').waitFor();
        times.push(Number(await page.locator('html').getAttribute('data-seen-at')));
        await close();
      }
      measured.push([name, times]);
    }
    return measured;
  } finally {
    await stage.end();
  }
}

const SERVICES = ['core', 'audio', 'display'] as const;
/** In each service's newest file; three services are a million. */
const LINES = 333_334;
const SEARCHES = [
  ['a search that finds a page near the end', 'lamp 4'],
  ['a search that finds a line at the very beginning, or runs out of its time', 'the first of all'],
] as const;

/** Milliseconds for each search, and how far the second one came. */
async function searches(count: number): Promise<readonly (readonly [string, readonly number[]])[]> {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-dashboard-search-'));
  const search = createLogSearch({ folder, log: (text) => console.error(text) });
  try {
    const began = Date.UTC(2026, 10, 21);
    for (const service of SERVICES) {
      const lines = Array.from({ length: LINES }, (_, index) => {
        const text =
          index === 0 ? 'the first of all' : `frame ${index} drawn in 16 ms, ${index % 100 === 0 ? 'lamp 4 is cold' : 'all lamps are lit'}`;
        return `${linePrefix(began + index * 100, 'out')}${text}\n`;
      });
      writeFileSync(join(folder, `${service}.log`), lines.join(''));
    }
    const find = (text: string) => search.find({ services: SERVICES, search: text, before: null, limit: 200 });
    // The thread starts with the first one.
    await find('');
    const measured: [string, readonly number[]][] = [];
    for (const [name, text] of SEARCHES) {
      const times: number[] = [];
      for (let turn = 0; turn < count; turn += 1) {
        const from = performance.now();
        await find(text);
        times.push(performance.now() - from);
      }
      measured.push([name, times]);
    }
    return measured;
  } finally {
    await search.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const measure: Measure = {
  name: 'dashboard',
  title: "The dashboard's first view, and a search in the logs",
  async run({ short }): Promise<Table> {
    if (CHROMIUM === undefined) throw new Error('there is no Chromium on this machine (Debian package chromium)');
    const measured = await views(short ? 3 : 30);
    const searched = await searches(short ? 3 : 100);
    const within =
      (ms: number) =>
      ([, times]: readonly [string, readonly number[]]) =>
        percentile(times, 50) <= ms;
    return {
      wanted: `a view within ${WANTED_MS} ms and an answer within ${SEARCH_WANTED_MS} ms in the median`,
      met: measured.every(within(WANTED_MS)) && searched.every(within(SEARCH_WANTED_MS)),
      columns: ['', ...SPREAD_COLUMNS],
      rows: [...measured, ...searched].map(([name, times]) => [name, ...spreadCells(times)]),
      notes: [
        "Debian's Chromium without a window, 390x844, nothing in its cache, somebody signed in. The time is the page's own: from the beginning of the navigation to the second animation frame after what the supervisor says is there.",
        'A server of the test answers in place of the supervisor, over loopback: a real network is not in it.',
        'Searches are asked of the thread that serves them, in three real files of 333,334 lines each that the system has just written; a search that is not through after 400 ms answers with what it has and from where it can go on.',
      ],
    };
  },
};
