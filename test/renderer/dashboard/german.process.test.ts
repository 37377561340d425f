/** To somebody who reads German the dashboard says nothing in English, whatever is opened or refused. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { englishIn } from '../../support/english.ts';
import { CHROMIUM } from '../browser.ts';
import { DASHBOARD } from '../dashboard-scenarios.ts';
import { type DashboardStage, openDashboardStage } from '../dashboard-stage.ts';

const LOOK = { width: 1280, height: 800, locale: 'de-DE' };
/** What is called so in every language: the exhibit, services, people, the machine, receivers; a file. */
const NAMES = ['The Lantern Room', 'core', 'display', 'audio', 'leds', 'alice', 'lantern-room', 'museum-tech', 'ntfy', 'email'];
/** What programs, files and the supervisor's own records say in their own words. */
const QUOTED = '[lang=""], .story .what, .story .text, .deeds .line, .kept, textarea';

/** All that is read on the page or out loud. */
async function english(page: Page): Promise<readonly string[]> {
  const texts: readonly string[] = await page.evaluate(`(() => {
    const quoted = ${JSON.stringify(QUOTED)};
    const found = [document.title.replace(/^.*?: /, '')];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (walker.currentNode.parentElement.closest(quoted) === null) found.push(walker.currentNode.data);
    for (const element of document.querySelectorAll('[aria-label], [title], [alt], [placeholder], [aria-valuetext]'))
      for (const name of ['aria-label', 'title', 'alt', 'placeholder', 'aria-valuetext']) found.push(element.getAttribute(name) ?? '');
    return found.filter((text) => text.trim() !== '');
  })()`);
  return texts.flatMap((text) => {
    const words = englishIn(text, NAMES);
    return words.length === 0 ? [] : [`"${text}": ${words.join(' ')}`];
  });
}

describe.skipIf(CHROMIUM === undefined)(`the dashboard in German${CHROMIUM === undefined ? ' (needs chromium)' : ''}`, () => {
  let stage: DashboardStage;
  beforeAll(async () => {
    stage = await openDashboardStage();
  });
  afterAll(() => stage?.end());

  it.each([
    ['', 'Was läuft'],
    ['#/incidents', 'Was geschah'],
    ['#/incidents/12', 'Die Geschichte'],
    ['#/logs', 'Logs'],
    ['#/logs?search=nirgends', 'Logs'],
    ['#/graphs', 'Kurven'],
    ['#/alerts', 'Meldungen'],
    ['#/audit', 'Wer hat was getan'],
    ['#/nowhere', 'Diese Seite gibt es nicht.'],
  ])('%s', async (hash, heading) => {
    const { page, close } = await stage.open(DASHBOARD.german, { ...LOOK, hash });
    await page.getByRole('heading', { name: heading, exact: true }).waitFor();
    await page.clock.runFor(1_000);
    expect(await english(page)).toEqual([]);
    await close();
  });

  it.each(['german', 'no-passwords', 'locked'] as const)('the sign-in: %s', async (scenario) => {
    const { page, close } = await stage.open(DASHBOARD[scenario], { ...LOOK, signedIn: false });
    if (scenario === 'german') {
      await page.getByLabel('Name').fill('alice');
      await page.getByLabel('Passwort').fill('falsch');
      await page.keyboard.press('Enter');
      await page.getByText('Name oder Passwort stimmt nicht.').waitFor();
    }
    expect((await english(page)).filter((line) => !line.includes('invigil password NAME'))).toEqual([]);
    await close();
  });

  it('what came of acts, and a supervisor that is away', async () => {
    const { page, server, close } = await stage.open(DASHBOARD.german, LOOK);
    for (const name of ['Exponat neu starten', 'Datei neu lesen', 'Ein Bild aufheben']) {
      await page.getByRole('button', { name }).click();
      await page.clock.runFor(100);
      expect(await english(page)).toEqual([]);
    }
    server.away = true;
    server.cut();
    await page.clock.runFor(40_000);
    await page.getByRole('heading', { name: 'Invigil antwortet nicht.' }).waitFor();
    expect(await english(page)).toEqual([]);
    await close();
  });

  it('finds a sentence that is planted', async () => {
    const { page, close } = await stage.open(DASHBOARD.healthy, LOOK);
    await page.getByRole('heading', { name: 'Everything is running.' }).waitFor();
    expect((await english(page)).join()).toContain('Everything is running.');
    await close();
  });
});
