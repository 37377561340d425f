/** What staff do in the overlay, by finger and by keyboard alone, in a real Chromium; the shell is played by a stage. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Ask } from '../../../electron/documents/bridge.ts';
import { describeWith } from '../../support/needs.ts';
import { CHROMIUM, openStage, type Stage } from '../browser.ts';
import type { Scenario } from '../scenario.ts';
import { SCENARIOS } from '../scenarios.ts';

const SMALL = { width: 800, height: 480 };

/** What the page has asked, but for what it reads again and again. */
async function asked(page: Page): Promise<readonly Ask[]> {
  const all: readonly Ask[] = await page.evaluate('stage.asked');
  return all.filter(({ ask }) => ask !== 'read' && ask !== 'picture' && ask !== 'log');
}

async function commands(page: Page): Promise<readonly Ask[]> {
  return (await asked(page)).filter(({ ask }) => ask === 'command');
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const command = (name: string, args: Record<string, unknown> = {}) => ({ ask: 'command', name, arguments: args });

describeWith('the overlay', CHROMIUM === undefined ? ['chromium'] : [], () => {
  let stage: Stage;
  const pages: Page[] = [];
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage?.end());
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
    // Each test answers for its own.
    expect(stage.complaints.splice(0)).toEqual([]);
  });

  async function pad(scenario: Scenario): Promise<Page> {
    const page = await stage.openPad(scenario, SMALL);
    pages.push(page);
    return page;
  }
  async function panel(scenario: Scenario): Promise<Page> {
    const page = await stage.openPanel(scenario, SMALL);
    pages.push(page);
    return page;
  }

  describe('the PIN pad', () => {
    it('opens with the right PIN, by finger, and shows no digit of it', async () => {
      const page = await pad(SCENARIOS.well);
      for (const digit of '471') await button(page, digit).tap();
      expect(await page.locator('.dots').textContent()).toBe('●●●');
      await button(page, '9').tap();
      await button(page, 'Delete the last digit').tap();
      await button(page, '1').tap();
      await button(page, 'Enter').tap();
      await page.getByRole('heading', { name: 'Everything is running.' }).waitFor();
      expect(await asked(page)).toEqual([{ ask: 'sign-in', pin: '4711' }]);
    });

    it('says that a PIN is wrong, and counts down the wait', async () => {
      const page = await pad({ ...SCENARIOS.well, wrongWaitMs: 9_000 });
      await page.keyboard.type('1234');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'This PIN is not right.' }).waitFor();
      expect(await page.getByRole('timer').textContent()).toMatch(/^Next try in \d s$/);
      expect(await button(page, '1').isDisabled()).toBe(true);
      await page.evaluate('stage.scenario.pad.wait_ms = 0');
      await page.clock.runFor(10_000);
      await page.keyboard.type('4711');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Everything is running.' }).waitFor();
    });

    it('says how to set a PIN when there is none, and takes one as soon as it is set', async () => {
      const page = await pad(SCENARIOS['no-pin']);
      await page.getByText('invigil pin floor').waitFor();
      expect(await page.getByRole('heading').textContent()).toBe('Everything is running.');
      expect(await page.locator('.key').count()).toBe(0);
      await page.evaluate('stage.scenario.pad.pins = true');
      await page.clock.runFor(3_000);
      await page.getByRole('heading', { name: 'Enter your PIN' }).waitFor();
    });

    it('allows without a PIN what the exhibit file allows', async () => {
      const page = await pad(SCENARIOS['without-pin']);
      await button(page, 'Restart exhibit').tap();
      await button(page, 'Restarting').waitFor();
      await button(page, 'Louder').tap();
      await page.getByRole('heading', { name: 'Volume 65 %' }).waitFor();
      expect(await commands(page)).toEqual([command('restart'), command('volume', { percent: 65, mute: false })]);
    });

    it('closes after 15 s untouched, and by Escape', async () => {
      const page = await pad(SCENARIOS.well);
      await page.clock.runFor(10_000);
      await page.keyboard.press('5');
      await page.clock.runFor(13_000);
      expect(await asked(page)).toEqual([]);
      await page.clock.runFor(4_000);
      expect((await asked(page))[0]).toEqual({ ask: 'close' });
      await page.locator('h1').waitFor({ state: 'detached' });
      await page.evaluate('stage.open()');
      await page.getByRole('heading', { name: 'Enter your PIN' }).waitFor();
      // Nothing is left of the digit that was entered.
      expect(await page.locator('.dots').textContent()).toBe('');
      await page.keyboard.press('Escape');
      await page.locator('h1').waitFor({ state: 'detached' });
    });
  });

  describe('the panel', () => {
    it('mends in two touches: open the service, restart it; its button tells what came of it for five seconds', async () => {
      const page = await panel(SCENARIOS['sound-down']);
      await button(page, /Sound exit status 1/).tap();
      await button(page, 'Restart sound').tap();
      await button(page, 'Restarting').waitFor();
      expect(await commands(page)).toEqual([command('restart', { service: 'audio' })]);
      await page.clock.runFor(4_000);
      expect(await button(page, 'Restarting').isVisible()).toBe(true);
      await page.clock.runFor(2_000);
      await button(page, 'Restart sound').waitFor();
    });

    it('follows the last lines of a service while it is open', async () => {
      const page = await panel(SCENARIOS.well);
      await button(page, /Picture Running/).tap();
      const log = page.getByRole('textbox', { name: 'Last lines of picture' });
      await expect.poll(() => log.inputValue()).toContain('frame 3540 drawn');
      await page.evaluate("stage.scenario.lines.push({ time: new Date().toISOString(), stream: 'out', text: 'the newest line' })");
      await page.clock.runFor(2_000);
      await expect.poll(() => log.inputValue()).toContain('the newest line');
      expect(
        await page.evaluate<number>(
          "(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight)(document.querySelector('.log'))",
        ),
      ).toBeLessThan(2);
      await button(page, 'Load picture again').tap();
      expect(await commands(page)).toEqual([command('refresh', { service: 'display' })]);
      await page.keyboard.press('Escape');
      await log.waitFor({ state: 'detached' });
      expect(await page.locator('h1').count()).toBe(1);
    });

    it('pauses until midnight and says when that is; says why something was not done', async () => {
      const page = await panel({
        ...SCENARIOS.well,
        refused: { restart: 'The supervisor is shutting down. Ask again when it runs again.' },
      });
      await button(page, /Pause until/).tap();
      await button(page, 'Paused until 00:00').waitFor();
      await button(page, 'Restart exhibit').tap();
      await button(page, 'Not done').waitFor();
      await page.getByText('The supervisor is shutting down.').first().waitFor();
      expect(await commands(page)).toEqual([command('pause', { for: '598m' }), command('restart')]);
    });

    it.each([
      ['safe-mode', 'Leave safe mode', 'resume'],
      ['paused', 'Resume', 'resume'],
      ['closed', 'Start exhibit', 'start'],
    ] as const)('%s: %s', async (name, label, asks) => {
      const page = await panel(SCENARIOS[name]);
      await button(page, label).tap();
      expect(await commands(page)).toEqual([command(asks)]);
    });

    it('turns the sound, and mutes it', async () => {
      const page = await panel(SCENARIOS.well);
      await page.getByRole('slider').focus();
      for (const key of ['ArrowRight', 'ArrowRight', 'Home']) await page.keyboard.press(key);
      await page.getByRole('heading', { name: 'Volume 0 %' }).waitFor();
      await button(page, 'Mute').tap();
      await page.getByRole('heading', { name: 'Volume 0 %, muted' }).waitFor();
      await expect.poll(() => page.evaluate('stage.scenario.documents.sound')).toMatchObject({ volume_percent: 0, muted: true });
    });

    it.each([
      ['view', []],
      ['staff', ['Restart exhibit']],
      ['admin', ['Restart exhibit', 'Leave to the desktop', 'Reboot', 'Power off']],
    ] as const)('shows to %s what they may do', async (role, labels) => {
      const page = await panel({ ...SCENARIOS.well, person: { name: 'floor', role, pin: '4711' } });
      const all = ['Restart exhibit', 'Leave to the desktop', 'Reboot', 'Power off'];
      const shown = await Promise.all(all.map(async (label) => ((await button(page, new RegExp(`^${label}`)).count()) > 0 ? [label] : [])));
      expect(shown.flat()).toEqual(labels);
    });

    it('shows when an incident was, to the second, and the screen as it was', async () => {
      const page = await panel(SCENARIOS.well);
      await button(page, /The picture froze.*5 h ago/).tap();
      await page.getByText('08:56:11, over at 08:56:51').waitFor();
      await page.locator('.detail img').waitFor();
      await expect.poll(() => page.evaluate("document.querySelector('.detail img').naturalWidth")).toBeGreaterThan(0);
    });

    it('speaks German', async () => {
      const page = await panel(SCENARIOS.german);
      await page.getByRole('heading', { name: 'Der Ton ist ausgefallen. Zweimal neu gestartet' }).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('de');
      await button(page, 'Exponat neu starten').waitFor();
    });

    it('takes a picture of what visitors see, shows it small and says where it is', async () => {
      const page = await panel(SCENARIOS.staff);
      await button(page, 'Take a picture').tap();
      await button(page, 'Picture kept').waitFor();
      await page.getByText('The picture of the screen is kept as screenshot-20261121-140211-482.jpg.').waitFor();
      await expect.poll(() => page.evaluate("document.querySelector('.taken img').naturalWidth")).toBeGreaterThan(0);
      expect(await asked(page)).toEqual([
        { ask: 'sign-in', pin: '4711' },
        command('screenshot', { service: 'display' }),
        { ask: 'screenshot', file: 'screenshot-20261121-140211-482.jpg' },
      ]);
    });

    it('tries whether alerts arrive, and says who took it and who did not', async () => {
      const page = await panel(SCENARIOS.staff);
      await button(page, 'Send a test alert').tap();
      await page.getByText('ntfy took it after 0.1 s').waitFor();
      await page.getByText('email did not take it: it does not take the name and password').waitFor();
      expect(await commands(page)).toEqual([command('test-alert')]);
    });

    it('says why there is no picture', async () => {
      const page = await panel({ ...SCENARIOS.staff, refused: { screenshot: 'There is no picture of the screen now.' } });
      await button(page, 'Take a picture').tap();
      await page.getByRole('alert').filter({ hasText: 'There is no picture of the screen now.' }).waitFor();
      await button(page, 'Not done').waitFor();
      expect(await page.locator('.taken').count()).toBe(0);
    });

    it('closes after a minute untouched; a touch begins the minute anew', async () => {
      const page = await panel(SCENARIOS.well);
      await page.clock.runFor(50_000);
      await page.locator('h1').tap();
      await page.clock.runFor(58_000);
      expect((await asked(page)).filter(({ ask }) => ask === 'close')).toEqual([]);
      await page.clock.runFor(4_000);
      await page.locator('h1').waitFor({ state: 'detached' });
    });
  });

  describe('what is dangerous', () => {
    const confirmed = { ...command('reboot'), confirmation: 'token' };

    it('is held, then confirmed with the supervisor’s token', async () => {
      const page = await panel(SCENARIOS.well);
      await button(page, /^Reboot/).scrollIntoViewIfNeeded();
      await button(page, /^Reboot/).hover();
      await page.mouse.down();
      await page.clock.runFor(2_300);
      await page.getByText('Visitors see a dark screen for a minute or two').waitFor();
      await page.mouse.up();
      await button(page, 'Reboot now').tap();
      await button(page, 'Rebooting').waitFor();
      expect(await commands(page)).toEqual([command('reboot'), confirmed]);
    });

    it('is not asked when it is let go too early, tapped, or left', async () => {
      const page = await panel(SCENARIOS.well);
      const reboot = button(page, /^Reboot/);
      await reboot.tap();
      await reboot.hover();
      await page.mouse.down();
      await page.clock.runFor(1_500);
      await page.mouse.up();
      await page.clock.runFor(3_000);
      await page.mouse.down();
      await page.clock.runFor(1_500);
      await page.locator('h1').hover({ force: true });
      await page.clock.runFor(3_000);
      await page.mouse.up();
      expect(await commands(page)).toEqual([]);
    });

    it('is forgotten by Escape, by Cancel, and when the token ends', async () => {
      const page = await panel(SCENARIOS.well);
      for (const end of ['escape', 'cancel', 'time'] as const) {
        await button(page, /^Power off/).hover();
        await page.mouse.down();
        await page.clock.runFor(2_300);
        await page.getByRole('alertdialog').waitFor();
        await page.mouse.up();
        if (end === 'escape') await page.keyboard.press('Escape');
        if (end === 'cancel') await button(page, 'Cancel').tap();
        if (end === 'time') await page.clock.runFor(31_000);
        await page.getByRole('alertdialog').waitFor({ state: 'detached' });
      }
      expect(await commands(page)).toEqual([command('poweroff'), command('poweroff'), command('poweroff')]);
    });

    it('leaves to the desktop after the same two gestures', async () => {
      const page = await panel(SCENARIOS.well);
      await button(page, /^Leave to the desktop/).hover();
      await page.mouse.down();
      await page.clock.runFor(2_300);
      await page.mouse.up();
      expect(await commands(page)).toEqual([]);
      await page.getByRole('alertdialog').getByRole('button', { name: 'Leave to the desktop' }).tap();
      expect(await commands(page)).toEqual([command('desktop')]);
    });
  });

  it('is whole by keyboard: sign in, restart, reboot, close', async () => {
    const page = await pad(SCENARIOS.well);
    await page.keyboard.type('4711');
    await page.keyboard.press('Enter');
    await page.locator('.records dl').waitFor();
    const tabTo = async (name: RegExp) => {
      for (let presses = 0; presses < 40; presses++) {
        await page.keyboard.press('Tab');
        if (name.test(await page.evaluate<string>('document.activeElement.textContent || document.activeElement.ariaLabel'))) return;
      }
      throw new Error(`no Tab leads to ${name}`);
    };
    await tabTo(/^Restart exhibit/);
    await page.keyboard.press('Enter');
    await button(page, 'Restarting').waitFor();
    await tabTo(/^Reboot/);
    await page.keyboard.down('Enter');
    await page.clock.runFor(2_300);
    await page.getByRole('alertdialog').waitFor();
    // A key that is still held says yes to nothing.
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await tabTo(/^Reboot now/);
    await page.keyboard.press('Enter');
    await button(page, 'Rebooting').waitFor();
    expect(await commands(page)).toEqual([command('restart'), command('reboot'), { ...command('reboot'), confirmation: 'token' }]);
    await page.keyboard.press('Escape');
    await page.locator('h1').waitFor({ state: 'detached' });
  });

  it('closes when it breaks, and is whole at the next opening', async () => {
    const page = await panel(SCENARIOS.well);
    const reloaded = page.waitForEvent('load');
    await page.evaluate("Number.prototype.toLocaleString = () => { throw new Error('broken for the test'); }");
    await page.clock.runFor(2_000);
    await reloaded;
    expect(stage.complaints.splice(0).join()).toContain('broken for the test');
    await page.evaluate('stage.open()');
    await page.getByRole('heading', { name: 'Enter your PIN' }).waitFor();
  });

  describe('while the supervisor is away', () => {
    it('says so, keeps the last state, asks for nothing, and comes back by itself', async () => {
      const page = await panel(SCENARIOS.well);
      await page.evaluate('stage.away = true');
      await page.clock.runFor(1_500);
      await page.getByRole('heading', { name: 'Invigil is restarting.' }).waitFor();
      expect(
        await button(page, /Picture/)
          .first()
          .isVisible(),
      ).toBe(true);
      expect(await button(page, 'Restart exhibit').isDisabled()).toBe(true);
      await page.evaluate('stage.away = false');
      await page.clock.runFor(1_500);
      await page.getByRole('heading', { name: 'Everything is running.' }).waitFor();
    });

    it('asks for the PIN again when the supervisor has forgotten who it was', async () => {
      const page = await panel(SCENARIOS.well);
      await page.evaluate('stage.forgetSession()');
      await page.clock.runFor(1_500);
      await page.getByRole('heading', { name: 'Enter your PIN' }).waitFor();
    });

    it('takes no PIN, and takes it again afterwards', async () => {
      const page = await pad(SCENARIOS.well);
      await page.evaluate('stage.away = true');
      await page.clock.runFor(2_500);
      await page.getByRole('heading', { name: 'Invigil is restarting.' }).waitFor();
      expect(await button(page, '1').isDisabled()).toBe(true);
      await page.evaluate('stage.away = false');
      await page.clock.runFor(2_500);
      await page.getByRole('heading', { name: 'Enter your PIN' }).waitFor();
    });
  });
});
