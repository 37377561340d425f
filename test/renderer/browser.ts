/** Debian's Chromium, without a window, and in it the pages as they are shipped: one file each, with their policy. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { singleFile } from '../../build/bundle-shell.ts';
import type { Scenario } from './scenario.ts';
import { NOW } from './scenarios.ts';

const PROJECT = join(import.meta.dirname, '../..');

/** Its program; undefined: it is not installed. */
export const CHROMIUM = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome']
  .map((name) => spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim())
  .find((path) => path !== '');

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Look extends Size {
  readonly theme?: 'dark' | 'light';
}

export interface Stage {
  /** What pages threw or wrote as errors and warnings: nothing, if all is well. */
  readonly complaints: string[];
  /** The overlay of this scenario, just opened: at the PIN pad. Time stands at NOW and runs. */
  openPad(scenario: Scenario, look: Look): Promise<Page>;
  /** The same, signed in with the right PIN. */
  openPanel(scenario: Scenario, look: Look): Promise<Page>;
  /** The holding page. `query`: its title, colour, locale. */
  openHolding(query: string, look: Look): Promise<Page>;
  end(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  if (CHROMIUM === undefined) throw new Error('there is no Chromium on this machine (Debian package chromium)');
  const { overlay, holding, script } = await makePages();
  const browser = await chromium.launch({ executablePath: CHROMIUM, chromiumSandbox: process.getuid?.() !== 0 });
  const folder = mkdtempSync(join(tmpdir(), 'invigil-pages-'));
  writeFileSync(join(folder, 'overlay.html'), overlay);
  writeFileSync(join(folder, 'holding.html'), holding);
  const complaints: string[] = [];
  const stage: Stage = {
    complaints,
    async openPad(scenario, look) {
      const page = await blankPage(browser, look, complaints);
      await page.clock.install({ time: NOW });
      // Before the page's own script, as a preload is.
      await page.addInitScript({ content: `${script}\nsetStage(${JSON.stringify(scenario)});` });
      await page.goto(pathToFileURL(join(folder, 'overlay.html')).href);
      await page.evaluate('stage.open()');
      await page.locator('h1').waitFor();
      return page;
    },
    async openPanel(scenario, look) {
      const page = await stage.openPad(scenario, look);
      await page.keyboard.type(scenario.person.pin);
      await page.keyboard.press('Enter');
      await page.locator('.records dl').waitFor();
      return page;
    },
    async openHolding(query, look) {
      const page = await blankPage(browser, look, complaints);
      await page.clock.install({ time: NOW });
      await page.goto(`${pathToFileURL(join(folder, 'holding.html')).href}?${query}`);
      return page;
    },
    async end() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return stage;
}

/** The pages, and the script that stands in for the shell. */
async function makePages(): Promise<{ readonly overlay: string; readonly holding: string; readonly script: string }> {
  const renderer = join(PROJECT, 'renderer');
  const [overlay, holding, stage] = await Promise.all([
    singleFile({ folder: join(renderer, 'overlay'), style: 'overlay.css', script: 'main.tsx' }),
    singleFile({ folder: join(renderer, 'holding'), style: 'holding.css', script: 'main.ts' }),
    build({ entryPoints: [join(import.meta.dirname, 'page/stage.ts')], bundle: true, format: 'iife', write: false, logLevel: 'warning' }),
  ]);
  return { overlay, holding, script: stage.outputFiles.map(({ text }) => text).join('') };
}

/** Its ground is that of a bright exhibit, which shines through. Nothing moves: what is looked at is never half faded in. */
async function blankPage(browser: Browser, { width, height, theme = 'dark' }: Look, complaints: string[]): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, reducedMotion: 'reduce', hasTouch: true });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setDefaultBackgroundColorOverride', { color: { r: 176, g: 122, b: 60, a: 1 } });
  return page;
}
