/**
 * Every scenario on every size of screen in a real Chromium: nobody is shut out (axe), fingers fit, text can be read, nothing is cut off.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../support/needs.ts';
import { violations } from './axe.ts';
import { CHROMIUM, openStage, type Size, type Stage } from './browser.ts';
import { SCENARIOS, type ScenarioName } from './scenarios.ts';

const SIZES = [
  { width: 800, height: 480 },
  { width: 1920, height: 1080 },
  { width: 2160, height: 3840 },
  { width: 390, height: 844 },
] as const;

/** Others that are met often; looked at for what fits alone, to be quick. */
const MORE_SIZES = [
  { width: 1024, height: 600 },
  { width: 1280, height: 1024 },
  { width: 1366, height: 768 },
] as const;

const NAMES = Object.keys(SCENARIOS) as ScenarioName[];

/** Buttons and fields that are smaller than 9 % of the short side, text that is smaller than 3 %, and what is wider than its place. */
async function misfits(page: Page): Promise<readonly string[]> {
  return page.evaluate(`(() => {
    const short = Math.min(innerWidth, innerHeight);
    const name = (element) => element.tagName + '.' + element.className + ' "' + element.textContent.slice(0, 30) + '"';
    const found = [];
    for (const target of document.querySelectorAll('button, input')) {
      const { width, height } = target.getBoundingClientRect();
      if (Math.min(width, height) < short * 0.09) found.push('small target: ' + name(target) + ' ' + width + 'x' + height);
      if (target.scrollWidth > target.clientWidth + 1) found.push('cut off: ' + name(target));
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement: element, data } = walker.currentNode;
      const size = parseFloat(getComputedStyle(element).fontSize);
      if (data.trim() !== '' && size < short * 0.03) found.push('small text: ' + name(element) + ' ' + size);
    }
    for (const box of document.querySelectorAll('html, main')) if (box.scrollWidth > innerWidth) found.push('too wide: ' + name(box));
    return found;
  })()`);
}

describeWith('the pages', CHROMIUM === undefined ? ['chromium'] : [], () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage?.end());

  async function look(
    page: Page,
    wrong: (page: Page) => Promise<readonly string[]>,
    sizes: readonly Size[] = SIZES,
  ): Promise<readonly string[]> {
    const found: string[] = [];
    for (const size of sizes) {
      await page.setViewportSize(size);
      found.push(...(await wrong(page)).map((line) => `${size.width}x${size.height}: ${line}`));
    }
    return found;
  }
  /** On each size and in both themes. */
  async function lookAll(page: Page): Promise<void> {
    expect(await look(page, misfits, [...SIZES, ...MORE_SIZES])).toEqual([]);
    // What axe looks at depends on what is shown, hardly on the size.
    expect(await look(page, violations, [SIZES[0], SIZES[2]])).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await violations(page)).toEqual([]);
    expect(stage.complaints.splice(0)).toEqual([]);
    await page.context().close();
  }

  it.each(NAMES)('the PIN pad: %s', async (name) => lookAll(await stage.openPad(SCENARIOS[name], SIZES[0])), 120_000);

  it.each(NAMES.filter((name) => SCENARIOS[name].pad.pins && SCENARIOS[name].pad.wait_ms === 0))(
    'the panel: %s',
    async (name) => lookAll(await stage.openPanel(SCENARIOS[name], SIZES[0])),
    120_000,
  );

  it('a service that is open, and why something was not done', async () => {
    const page = await stage.openPanel(SCENARIOS.refusing, SIZES[0]);
    await page.getByRole('button', { name: /Sound exit/ }).click();
    await page.getByRole('button', { name: 'Restart sound' }).click();
    await page.locator('.complaint').waitFor();
    await lookAll(page);
  }, 120_000);

  it('a picture that was taken', async () => {
    const page = await stage.openPanel(SCENARIOS.german, SIZES[0]);
    await page.getByRole('button', { name: 'Bild aufnehmen' }).click();
    await page.locator('.taken img').waitFor();
    await lookAll(page);
  }, 120_000);

  it('the question before what is dangerous', async () => {
    const page = await stage.openPanel(SCENARIOS.german, SIZES[0]);
    await page.getByRole('button', { name: /^Ausschalten/ }).dispatchEvent('click');
    await page.getByRole('alertdialog').waitFor();
    await lookAll(page);
  }, 120_000);

  it.each(['well', 'sound-down', 'long-names'] as const)('show on 800x480 without scrolling what matters: %s', async (name) => {
    const page = await stage.openPanel(SCENARIOS[name], SIZES[0]);
    const foot = await page.locator('footer').boundingBox();
    const matters = [page.locator('h1'), page.locator('.services .row'), page.getByRole('button', { name: /Pause|Restart exhibit/ })];
    for (const part of matters.flatMap((locator) => [locator])) {
      for (const one of await part.all()) {
        const box = await one.boundingBox();
        expect(box?.y).toBeGreaterThanOrEqual(0);
        expect((box?.y ?? Number.NaN) + (box?.height ?? 0)).toBeLessThanOrEqual(foot?.y ?? 0);
      }
    }
    await page.context().close();
  });

  it('have two columns on a wide screen and one on a small or high one', async () => {
    const page = await stage.openPanel(SCENARIOS.well, SIZES[0]);
    const isBeside = async () => {
      const [services, actions] = [await page.locator('.services').boundingBox(), await page.locator('.actions').boundingBox()];
      return (actions?.x ?? 0) > (services?.x ?? 0) + (services?.width ?? 0) - 1;
    };
    const columns: boolean[] = [];
    for (const size of SIZES) {
      await page.setViewportSize(size);
      columns.push(await isBeside());
    }
    expect(columns).toEqual([false, true, false, false]);
    await page.context().close();
  });

  it('the digits stand at the same place whatever is beside them', async () => {
    const places = await Promise.all(
      (['well', 'without-pin', 'locked'] as const).map(async (name) => {
        const page = await stage.openPad(SCENARIOS[name], SIZES[1]);
        const place = await page.getByRole('button', { name: '5' }).boundingBox();
        await page.context().close();
        return place;
      }),
    );
    expect(places[1]).toEqual(places[0]);
    expect(places[2]).toEqual(places[0]);
  });

  it.each(['%23101418', '%23f0e0c0'])('the holding page, in the colour %s', async (colour) => {
    const page = await stage.openHolding(`title=The+Lantern+Room&colour=${colour}&locale=de`, SIZES[0]);
    await page.clock.runFor(11_000);
    expect(await look(page, violations)).toEqual([]);
    await page.context().close();
  });
});
