/** Every view of the dashboard, from a small phone to a monitor: nobody is shut out (axe), nothing is cut off, and it is light. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '../axe.ts';
import { CHROMIUM } from '../browser.ts';
import { DASHBOARD, type DashboardName } from '../dashboard-scenarios.ts';
import { type DashboardStage, openDashboardStage } from '../dashboard-stage.ts';

const PHONE = { width: 390, height: 844 };
const SIZES = [{ width: 320, height: 640 }, { width: 1280, height: 800 }, PHONE] as const;

/** Over the network for the first view, and for everything: with gzip, as it is where the page comes unencrypted, and with brotli. */
const MOST_BYTES = 200_000;
/** Loaded with the first graph. */
const LATER = /^uPlot/;

/** What is wider than its place, too small to be touched, or too small to be read. */
async function misfits(page: Page): Promise<readonly string[]> {
  return page.evaluate(`(() => {
    const name = (element) => element.tagName + '.' + element.className + ' "' + element.textContent.slice(0, 30) + '"';
    const found = [];
    for (const target of document.querySelectorAll('button:not(.when, .skip), .choices label, .pages a, .story')) {
      const { width, height } = target.getBoundingClientRect();
      if (Math.min(width, height) < 36) found.push('small target: ' + name(target) + ' ' + width + 'x' + height);
      if (target.scrollWidth > target.clientWidth + 1) found.push('cut off: ' + name(target));
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement: element, data } = walker.currentNode;
      const size = parseFloat(getComputedStyle(element).fontSize);
      if (data.trim() !== '' && size < 11.9) found.push('small text: ' + name(element) + ' ' + size);
    }
    if (document.documentElement.scrollWidth > innerWidth) found.push('wider than the window: ' + document.documentElement.scrollWidth);
    return found;
  })()`);
}

const VIEWS: readonly (readonly [DashboardName, string])[] = [
  ['healthy', ''],
  ['trouble', ''],
  ['safe-mode', ''],
  ['closed', ''],
  ['many', ''],
  ['long-names', ''],
  ['view', ''],
  ['german', ''],
  ['trouble', '#/incidents'],
  ['trouble', '#/incidents/12'],
  ['many', '#/logs'],
  ['german', '#/graphs'],
  ['german', '#/alerts'],
  ['view', '#/alerts'],
  ['german', '#/audit'],
  ['healthy', '#/nowhere'],
];

describe.skipIf(CHROMIUM === undefined)(`the views of the dashboard${CHROMIUM === undefined ? ' (needs chromium)' : ''}`, () => {
  let stage: DashboardStage;
  let looked = 0;
  beforeAll(async () => {
    stage = await openDashboardStage();
  });
  afterAll(() => stage?.end());

  async function look(page: Page): Promise<void> {
    const found: string[] = [];
    for (const size of SIZES) {
      await page.setViewportSize(size);
      found.push(...(await misfits(page)).map((line) => `${size.width}x${size.height}: ${line}`));
    }
    // What axe looks at depends on what is shown, hardly on the size; each view in one theme, and all together in both.
    looked += 1;
    const colorScheme = looked % 2 === 0 ? 'dark' : 'light';
    await page.emulateMedia({ colorScheme });
    found.push(...(await violations(page)).map((line) => `${colorScheme}: ${line}`));
    expect(found).toEqual([]);
    expect(stage.complaints.splice(0)).toEqual([]);
  }

  it.each(VIEWS)(
    '%s %s',
    async (scenario, hash) => {
      const { page, close } = await stage.open(DASHBOARD[scenario], { ...PHONE, hash });
      await page.locator('main h1').waitFor();
      // Everything that is asked for after opening is answered by then, and drawn.
      await page.waitForLoadState('load');
      await page.clock.runFor(1_000);
      await look(page);
      await close();
    },
    120_000,
  );

  it.each(['healthy', 'no-passwords', 'locked'] as const)(
    'the sign-in: %s',
    async (scenario) => {
      const { page, close } = await stage.open(DASHBOARD[scenario], { ...PHONE, signedIn: false });
      await look(page);
      await close();
    },
    120_000,
  );

  it('a service that is open, and why something was not done', async () => {
    const { page, close } = await stage.open(DASHBOARD.refusing, PHONE);
    await page.getByRole('button', { name: /Sound exit/ }).click();
    await page.getByRole('button', { name: 'Restart sound' }).click();
    await page.locator('.complaint').waitFor();
    await look(page);
    await close();
  }, 120_000);

  it('a chosen line, with what is found', async () => {
    const { page, close } = await stage.open(DASHBOARD.healthy, { ...PHONE, hash: '#/logs?search=lamp' });
    await page.getByRole('option').last().click();
    await page.getByRole('region', { name: 'The chosen line' }).waitFor();
    await look(page);
    await close();
  }, 120_000);

  it('the question before what is dangerous', async () => {
    const { page, close } = await stage.open(DASHBOARD.german, PHONE);
    await page.getByRole('button', { name: /^Power off/ }).dispatchEvent('click');
    await page.getByRole('alertdialog').waitFor();
    await look(page);
    await close();
  }, 120_000);

  it('while the supervisor is away', async () => {
    const { page, server, close } = await stage.open(DASHBOARD.healthy, PHONE);
    await page.getByRole('heading', { name: 'Everything is running.' }).waitFor();
    server.away = true;
    server.cut();
    await page.clock.runFor(6_000);
    await page.getByRole('heading', { name: 'Invigil is restarting.' }).waitFor();
    await look(page);
    await close();
  }, 120_000);

  it(`are light: under ${MOST_BYTES / 1_000} kB compressed`, () => {
    const size = (wanted: (name: string) => boolean) =>
      readdirSync(stage.folder)
        .filter(wanted)
        .reduce((sum, name) => sum + statSync(join(stage.folder, name)).size, 0);
    expect(size((name) => /\.(gz|woff2)$/.test(name) && !LATER.test(name))).toBeLessThan(MOST_BYTES);
    expect(size((name) => /\.(br|woff2)$/.test(name))).toBeLessThan(MOST_BYTES);
  });
});
