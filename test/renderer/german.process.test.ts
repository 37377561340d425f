/** Where the exhibit's language is German, the overlay says nothing in English: every scenario, whatever is opened or refused in it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { englishIn } from '../support/english.ts';
import { describeWith } from '../support/needs.ts';
import { CHROMIUM, openStage, type Stage } from './browser.ts';
import { GERMAN } from './scenarios.ts';

const SIZE = { width: 1920, height: 1080 };
/** What is called so in every language: the exhibit, its services, people, the machine, roles; a command to type. */
const NAMES = [
  'The Lantern Room',
  'core',
  'leds',
  'floor',
  'guide',
  'northern-wing-installation-32-ch',
  'lantern-room',
  'museum-tech',
  'screenshot-20261121-140211-482.jpg',
  'invigil pin floor',
  'ntfy',
  'email',
];

/** All that is read on the page or out loud, but for the lines that programs have written. */
async function texts(page: Page): Promise<readonly string[]> {
  return page.evaluate(`(() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (walker.currentNode.parentElement.closest('textarea, script, style') === null) found.push(walker.currentNode.data);
    for (const element of document.querySelectorAll('[aria-label], [title], [alt], [aria-valuetext]'))
      for (const name of ['aria-label', 'title', 'alt', 'aria-valuetext']) found.push(element.getAttribute(name) ?? '');
    return found.filter((text) => text.trim() !== '');
  })()`);
}

async function english(page: Page): Promise<readonly string[]> {
  return (await texts(page)).flatMap((text) => {
    const words = englishIn(text, NAMES);
    return words.length === 0 ? [] : [`"${text}": ${words.join(' ')}`];
  });
}

describeWith('in German', CHROMIUM === undefined ? ['chromium'] : [], () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage?.end());

  const scenarios = Object.entries(GERMAN);
  const open = scenarios.filter(([, { pad }]) => pad.pins && pad.wait_ms === 0);

  it.each(scenarios)('the PIN pad: %s', async (_, scenario) => {
    const page = await stage.openPad(scenario, SIZE);
    expect(await english(page)).toEqual([]);
    await page.context().close();
  });

  it.each(open)('the panel, a service, an incident: %s', async (_, scenario) => {
    const page = await stage.openPanel(scenario, SIZE);
    expect(await english(page)).toEqual([]);
    await page.locator('.services .row').first().click();
    await page.locator('.incidents .row').first().click();
    expect(await english(page)).toEqual([]);
    await page.context().close();
  });

  it('what came of an action, refusals, and the question before what is dangerous', async () => {
    const refused = Object.fromEntries(['start', 'stop', 'pause'].map((name) => [name, GERMAN.refusing.refused['restart'] ?? '']));
    const page = await stage.openPanel({ ...GERMAN['sound-down'], refused }, SIZE);
    for (const name of ['Exponat neu starten', 'Pause für 15', 'Namen zeigen', 'Bild aufnehmen', 'Testmeldung senden', 'Stumm']) {
      await page.getByRole('button', { name }).first().click();
      await page.clock.runFor(100);
      expect(await english(page)).toEqual([]);
    }
    await page.locator('.complaint').or(page.locator('.taken')).first().waitFor();
    await page.getByRole('button', { name: /^Ausschalten/ }).dispatchEvent('click');
    await page.getByRole('alertdialog').waitFor();
    expect(await english(page)).toEqual([]);
    await page.context().close();
  });

  it('a wrong PIN, and a supervisor that is away', async () => {
    const page = await stage.openPad({ ...GERMAN.well, wrongWaitMs: 9_000 }, SIZE);
    await page.keyboard.type('1234');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Diese PIN stimmt nicht.' }).waitFor();
    expect(await english(page)).toEqual([]);
    await page.evaluate('stage.away = true');
    await page.clock.runFor(2_500);
    await page.getByRole('heading', { name: 'Invigil startet neu.' }).waitFor();
    expect(await english(page)).toEqual([]);
    await page.context().close();
  });

  it('finds a sentence that is planted', async () => {
    const page = await stage.openPanel(GERMAN.well, SIZE);
    await page.evaluate("stage.scenario.documents.overview.sentence.text = 'The sound has stopped.'");
    await page.clock.runFor(1_500);
    await page.getByRole('heading', { name: 'The sound has stopped.' }).waitFor();
    expect((await english(page)).join()).toContain('The sound has stopped.');
    await page.context().close();
  });
});
