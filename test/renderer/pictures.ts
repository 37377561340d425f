/**
 * `npm run pictures [NAME...]`: makes the pictures of overlay and dashboard in docs/pictures, or those whose names contain one of these. Look at
 * each that changes.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Look, openStage, type Stage } from './browser.ts';
import { takeDashboard } from './dashboard-pictures.ts';
import { SCENARIOS, type ScenarioName } from './scenarios.ts';

const FOLDER = process.env['INVIGIL_PICTURES'] ?? join(import.meta.dirname, '../../docs/pictures');

/** A small touch screen, a monitor, a tall wall, a phone. */
const SIZES = {
  '800x480': { width: 800, height: 480 },
  '1920x1080': { width: 1920, height: 1080 },
  '2160x3840': { width: 2160, height: 3840 },
  '390x844': { width: 390, height: 844 },
} as const;

interface Picture {
  readonly name: string;
  readonly scenario: ScenarioName;
  readonly size: keyof typeof SIZES;
  readonly theme: 'dark' | 'light';
  readonly pad?: boolean;
  /** What is touched before, by its accessible name. */
  readonly touch?: RegExp;
}

const sizes = Object.keys(SIZES) as (keyof typeof SIZES)[];
const themes = ['dark', 'light'] as const;

const EVERYWHERE: readonly Picture[] = sizes.flatMap((size) => [
  ...themes.map((theme) => ({ name: 'sound-down', scenario: 'sound-down' as const, size, theme })),
  { name: 'well', scenario: 'well', size, theme: 'dark' },
  { name: 'pad', scenario: 'well', size, theme: 'light', pad: true },
]);

const ONCE: readonly Picture[] = [
  { name: 'safe-mode', scenario: 'safe-mode', size: '1920x1080', theme: 'dark' },
  { name: 'paused', scenario: 'paused', size: '1920x1080', theme: 'light' },
  { name: 'closed', scenario: 'closed', size: '800x480', theme: 'dark' },
  { name: 'waiting-for-screen', scenario: 'waiting-for-screen', size: '800x480', theme: 'light' },
  { name: 'many', scenario: 'many', size: '800x480', theme: 'dark' },
  { name: 'many', scenario: 'many', size: '1920x1080', theme: 'dark' },
  { name: 'long-names', scenario: 'long-names', size: '800x480', theme: 'dark' },
  { name: 'german', scenario: 'german', size: '800x480', theme: 'light' },
  { name: 'german', scenario: 'german', size: '1920x1080', theme: 'dark', touch: /Bild aufnehmen/ },
  { name: 'test-alert', scenario: 'staff', size: '800x480', theme: 'dark', touch: /Send a test alert/ },
  { name: 'german-test-alert', scenario: 'german', size: '800x480', theme: 'light', touch: /Testmeldung senden/ },
  { name: 'screenshot', scenario: 'staff', size: '1920x1080', theme: 'light', touch: /Take a picture/ },
  { name: 'screenshot', scenario: 'staff', size: '390x844', theme: 'dark', touch: /Take a picture/ },
  { name: 'service-open', scenario: 'sound-down', size: '800x480', theme: 'dark', touch: /Sound exit/ },
  { name: 'service-open', scenario: 'sound-down', size: '1920x1080', theme: 'light', touch: /Sound exit/ },
  { name: 'incident-open', scenario: 'well', size: '1920x1080', theme: 'dark', touch: /The picture froze/ },
  { name: 'no-pin', scenario: 'no-pin', size: '800x480', theme: 'dark', pad: true },
  { name: 'without-pin', scenario: 'without-pin', size: '1920x1080', theme: 'light', pad: true },
  { name: 'without-pin', scenario: 'without-pin', size: '390x844', theme: 'dark', pad: true },
  { name: 'locked', scenario: 'locked', size: '800x480', theme: 'light', pad: true },
  { name: 'view', scenario: 'view', size: '1920x1080', theme: 'dark' },
];

async function take(stage: Stage, picture: Picture): Promise<void> {
  const look: Look = { ...SIZES[picture.size], theme: picture.theme };
  const scenario = SCENARIOS[picture.scenario];
  const page = await (picture.pad === true ? stage.openPad(scenario, look) : stage.openPanel(scenario, look));
  if (picture.touch !== undefined) await page.getByRole('button', { name: picture.touch }).click();
  if (picture.pad === true && picture.name === 'pad') await page.keyboard.type('471');
  // Everything that is asked for after opening, pictures too, is answered by the next second.
  await page.clock.runFor(1_000);
  await page.waitForFunction('[...document.images].every((image) => image.complete)');
  await page.screenshot({ path: join(FOLDER, `${fileName(picture)}.png`), animations: 'disabled' });
  await page.context().close();
}

function fileName({ name, size, theme }: Picture): string {
  return `overlay-${name}-${size}-${theme}`;
}

const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.some((part) => name.includes(part));
mkdirSync(FOLDER, { recursive: true });
const stage = await openStage();
try {
  for (const picture of [...EVERYWHERE, ...ONCE]) {
    if (!isWanted(fileName(picture))) continue;
    await take(stage, picture);
    console.log(`${fileName(picture)}.png`);
  }
  const complaints = [...stage.complaints, ...(await takeDashboard(FOLDER, isWanted))];
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length > 0) process.exitCode = 1;
} finally {
  await stage.end();
}
