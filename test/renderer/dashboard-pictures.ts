/** The pictures of the dashboard in docs/pictures: what is opened for each. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { DASHBOARD, type DashboardName } from './dashboard-scenarios.ts';
import { openDashboardStage } from './dashboard-stage.ts';

const SIZES = { '390x844': { width: 390, height: 844 }, '1280x800': { width: 1280, height: 800 } } as const;

interface Picture {
  readonly name: string;
  readonly scenario: DashboardName;
  readonly size: keyof typeof SIZES;
  readonly theme: 'dark' | 'light';
  readonly hash?: string;
  /** What has to be there, by a selector. */
  readonly ready?: string;
  readonly touch?: (page: Page) => Promise<void>;
}

const SCREEN = '.screen img';

const PICTURES: readonly Picture[] = [
  { name: 'healthy', scenario: 'healthy', size: '390x844', theme: 'light' },
  { name: 'trouble', scenario: 'trouble', size: '390x844', theme: 'dark' },
  { name: 'trouble', scenario: 'trouble', size: '1280x800', theme: 'dark', ready: SCREEN },
  { name: 'incident', scenario: 'trouble', size: '390x844', theme: 'light', hash: '#/incidents/12', ready: 'pre' },
  {
    name: 'logs',
    scenario: 'healthy',
    size: '1280x800',
    theme: 'light',
    hash: '#/logs?search=lamp',
    ready: 'mark',
    touch: async (page) => page.getByRole('option').nth(-4).click(),
  },
  { name: 'graphs', scenario: 'healthy', size: '1280x800', theme: 'dark', hash: '#/graphs', ready: 'canvas' },
  { name: 'alerts', scenario: 'trouble', size: '390x844', theme: 'dark', hash: '#/alerts', ready: '.message' },
];

const nameOf = ({ name, size, theme }: Picture) => `dashboard-${name}-${size}-${theme}`;

/** Those that are wanted; the answer: what pages complained of. */
export async function takeDashboard(folder: string, isWanted: (name: string) => boolean): Promise<readonly string[]> {
  const wanted = PICTURES.filter((picture) => isWanted(nameOf(picture)));
  if (wanted.length === 0) return [];
  const stage = await openDashboardStage();
  try {
    for (const picture of wanted) {
      const { scenario, size, theme, hash = '', ready = '.strip', touch } = picture;
      const { page, close } = await stage.open(DASHBOARD[scenario], { ...SIZES[size], theme, hash });
      await page.locator(ready).first().waitFor();
      await touch?.(page);
      await page.clock.runFor(1_000);
      await page.waitForFunction('[...document.images].every((image) => image.complete || image.loading === "lazy")');
      await page.screenshot({ path: join(folder, `${nameOf(picture)}.png`), animations: 'disabled' });
      await close();
      console.log(`${nameOf(picture)}.png`);
    }
  } finally {
    await stage.end();
  }
  return stage.complaints;
}
