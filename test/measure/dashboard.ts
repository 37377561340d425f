/**
 * From the address to the dashboard's first view, in Debian's Chromium: the page's own part. The supervisor is played by a server that
 * answers at once, with three services and 1,000,000 lines of log; nothing is cached, as at somebody's first visit.
 */
import { CHROMIUM } from '../renderer/browser.ts';
import { DASHBOARD } from '../renderer/dashboard-scenarios.ts';
import { openDashboardStage } from '../renderer/dashboard-stage.ts';
import { percentile, SPREAD_COLUMNS, spreadCells } from './spread.ts';
import type { Measure, Table } from './table.ts';

const WANTED_MS = 1_000;
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

async function views(count: number): Promise<readonly (readonly [string, readonly number[]])[]> {
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

export const measure: Measure = {
  name: 'dashboard',
  title: "From the address to the dashboard's first view",
  async run({ short }): Promise<Table> {
    if (CHROMIUM === undefined) throw new Error('there is no Chromium on this machine (Debian package chromium)');
    const measured = await views(short ? 3 : 30);
    return {
      wanted: `at most ${WANTED_MS} ms in the median`,
      met: measured.every(([, times]) => percentile(times, 50) <= WANTED_MS),
      columns: ['', ...SPREAD_COLUMNS],
      rows: measured.map(([name, times]) => [name, ...spreadCells(times)]),
      notes: [
        "Debian's Chromium without a window, 390x844, nothing in its cache, somebody signed in. The time is the page's own: from the beginning of the navigation to the second animation frame after what the supervisor says is there.",
        'A server of the test answers in place of the supervisor, over loopback: a real network and the search on a real disk are not in it.',
      ],
    };
  },
};
