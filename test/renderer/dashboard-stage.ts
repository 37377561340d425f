/** The dashboard as it is shipped, in Debian's Chromium, with a server that plays the supervisor. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { bundleDashboard } from '../../build/bundle-dashboard.ts';
import { CHROMIUM, type Look } from './browser.ts';
import type { DashboardScenario } from './dashboard-scenarios.ts';
import { DashboardServer } from './dashboard-server.ts';
import { NOW } from './scenarios.ts';

export interface Opened {
  readonly page: Page;
  readonly server: DashboardServer;
  close(): Promise<void>;
}

interface Options extends Look {
  /** What follows `#` in the address. */
  readonly hash?: string;
  readonly signedIn?: boolean;
  readonly locale?: string;
  /** Run in the page before its own script. Time is then the real one. */
  readonly watch?: string;
}

export interface DashboardStage {
  /** Where the bundle is. */
  readonly folder: string;
  /** What pages threw or wrote as errors and warnings: nothing, if all is well. */
  readonly complaints: string[];
  /** Time begins at NOW and runs. */
  open(scenario: DashboardScenario, options: Options): Promise<Opened>;
  end(): Promise<void>;
}

export async function openDashboardStage(): Promise<DashboardStage> {
  if (CHROMIUM === undefined) throw new Error('there is no Chromium on this machine (Debian package chromium)');
  const folder = mkdtempSync(join(tmpdir(), 'invigil-dashboard-'));
  await bundleDashboard(folder);
  const browser = await chromium.launch({ executablePath: CHROMIUM, chromiumSandbox: process.getuid?.() !== 0 });
  const complaints: string[] = [];
  return {
    folder,
    complaints,
    async open(scenario, { width, height, theme = 'dark', hash = '', signedIn = true, locale = 'en-GB', watch }) {
      // A scenario is shared: what one test adds to its logs is not another's.
      const server = new DashboardServer(folder, { ...scenario, lines: { ...scenario.lines } });
      await server.open();
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: theme,
        reducedMotion: 'reduce',
        hasTouch: true,
        locale,
      });
      if (signedIn) await context.addCookies([server.cookie]);
      const page = await newPage(context, complaints);
      if (watch === undefined) await page.clock.install({ time: NOW });
      else await page.addInitScript({ content: watch });
      await page.goto(`${server.url}/${hash}`);
      await page.locator('h1, .now').first().waitFor();
      return {
        page,
        server,
        async close() {
          await context.close();
          await server.close();
        },
      };
    },
    async end() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What it throws or writes as an error or a warning is added to `complaints`. */
export async function newPage(context: BrowserContext, complaints: string[]): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // A server that is away, or refuses, is written there by the browser itself.
    const ownWords = /Failed to load resource|net::ERR_/.test(message.text());
    if (!ownWords && (message.type() === 'error' || message.type() === 'warning')) complaints.push(message.text());
  });
  return page;
}
