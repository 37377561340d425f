/** What people do with the dashboard, in a real Chromium, as it is shipped; the supervisor is played by a server. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM } from '../browser.ts';
import { DASHBOARD, type DashboardScenario, HOSTILE } from '../dashboard-scenarios.ts';
import { type DashboardStage, openDashboardStage } from '../dashboard-stage.ts';
import { NOW } from '../scenarios.ts';

const PHONE = { width: 390, height: 844 };
/** In the page. */
const LIST = "document.querySelector('.log-list')";
const WIDE = { width: 1280, height: 800 };

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });
const asked = (name: string, args: unknown = {}, confirmation: string | null = null) => ({ name, args, confirmation });

describe.skipIf(CHROMIUM === undefined)(`the dashboard${CHROMIUM === undefined ? ' (needs chromium)' : ''}`, () => {
  let stage: DashboardStage;
  const closing: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    stage = await openDashboardStage();
  });
  afterAll(() => stage?.end());
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    // Each test answers for its own.
    expect(stage.complaints.splice(0)).toEqual([]);
  });

  async function open(scenario: DashboardScenario, options: { hash?: string; signedIn?: boolean; width?: number; height?: number } = {}) {
    const { page, server, close } = await stage.open(scenario, { ...WIDE, ...options });
    closing.push(close);
    return { page, server };
  }

  describe('signing in', () => {
    it('by name and password leads to what was asked for', async () => {
      const { page } = await open(DASHBOARD.healthy, { signedIn: false, hash: '#/alerts', ...PHONE });
      await page.getByLabel('Name').fill('alice');
      await page.getByLabel('Password').fill('correct horse');
      await page.keyboard.press('Enter');
      await heading(page, 'Alerts').waitFor();
    });

    it('tells nothing of the exhibit to strangers, and after a wrong password shows the wait as time', async () => {
      const { page } = await open(DASHBOARD.healthy, { signedIn: false });
      expect(await page.content()).not.toContain('Lantern');
      await page.getByLabel('Name').fill('alice');
      await page.getByLabel('Password').fill('wrong');
      await button(page, 'Sign in').click();
      await page.getByText('Name or password is not right.').waitFor();
      await button(page, /Next try in \d+ s/).waitFor();
      expect(await page.getByLabel('Password').inputValue()).toBe('');
      await page.clock.runFor(5_000);
      expect(await button(page, 'Sign in').isEnabled()).toBe(true);
    });

    it('shows a wait that somebody else caused', async () => {
      const { page } = await open(DASHBOARD.locked, { signedIn: false });
      await button(page, /Next try in 1:[12]\d min/).waitFor();
    });

    it('explains how a password is set where there is none', async () => {
      const { page } = await open(DASHBOARD['no-passwords'], { signedIn: false });
      await page.getByText('invigil password NAME').waitFor();
      expect(await page.getByLabel('Password').count()).toBe(0);
    });

    it('is needed again when the session has ended, and signing out ends it', async () => {
      const { page, server } = await open(DASHBOARD.healthy, { hash: '#/audit' });
      await heading(page, 'Who did what').waitFor();
      server.forgetSessions();
      server.emit('command');
      await page.getByText('You were signed out.').waitFor();
      await page.getByLabel('Name').fill('alice');
      await page.getByLabel('Password').fill('correct horse');
      await page.keyboard.press('Enter');
      await heading(page, 'Who did what').waitFor();
      await button(page, 'Sign out').click();
      await heading(page, 'Sign in').waitFor();
    });
  });

  describe('acts', () => {
    it.each([
      ['Restart exhibit', 'restart', {}, 'Restarting, back in about 15 s'],
      ['Pause for 15', 'pause', { for: '15m' }, 'Paused until 14:17'],
      ['Pause for 1 h', 'pause', { for: '60m' }, 'Paused until 15:02'],
      ['Pause until midnight', 'pause', { for: '598m' }, 'Paused until 00:00'],
      ['Name screens', 'identify', {}, 'Names are shown for 10 s'],
      ['Read the file again', 'reload', {}, 'Read again'],
      ['Keep a picture', 'screenshot', { service: 'display' }, 'Picture kept'],
      ['Mute', 'volume', { mute: true }, null],
      ['Louder', 'volume', { percent: 65, mute: false }, null],
    ] as const)('%s', async (name, command, args, outcome) => {
      const { page, server } = await open(DASHBOARD.healthy);
      await button(page, new RegExp(`^${name}`)).click();
      if (outcome !== null) await button(page, new RegExp(outcome)).waitFor();
      await expect.poll(() => server.commands).toEqual([asked(command, args)]);
    });

    it.each([
      ['Restart sound', 'restart', 'Restarting, back in about 15 s'],
      ['Stop sound', 'stop', 'Stopping'],
    ])('%s, from its row with its last lines', async (name, command, outcome) => {
      const { page, server } = await open(DASHBOARD.trouble, PHONE);
      await button(page, /Sound exit/).tap();
      await page.getByLabel('Last lines of sound').waitFor();
      await button(page, name).tap();
      await button(page, outcome).waitFor();
      expect(server.commands).toEqual([asked(command, { service: 'audio' })]);
    });

    it('load a page again', async () => {
      const { page, server } = await open(DASHBOARD.healthy);
      await button(page, /^All right Picture/).click();
      await button(page, 'Load picture again').click();
      await button(page, 'Loading again').waitFor();
      expect(server.commands).toEqual([asked('refresh', { service: 'display' })]);
    });

    it.each([
      ['safe-mode', 'Leave safe mode', 'resume'],
      ['paused', 'Resume', 'resume'],
      ['closed', 'Start exhibit', 'start'],
    ] as const)('%s: %s', async (scenario, name, command) => {
      const { page, server } = await open(DASHBOARD[scenario]);
      await button(page, name).click();
      await expect.poll(() => server.commands).toEqual([asked(command)]);
    });

    it.each([
      ['Reboot', 'reboot', 'Reboot now'],
      ['Power off', 'poweroff', 'Power off now'],
    ])('%s is held, then confirmed with what the supervisor handed out', async (name, command, yes) => {
      const { page, server } = await open(DASHBOARD.healthy);
      const danger = button(page, new RegExp(`^${name}`));
      await danger.click();
      expect(server.commands).toEqual([]);
      await danger.hover();
      await page.mouse.down();
      await page.clock.runFor(2_200);
      await page.mouse.up();
      await page.getByRole('alertdialog').waitFor();
      await button(page, 'Cancel').click();
      expect(server.commands).toEqual([asked(command)]);
      await danger.focus();
      await page.keyboard.down('Enter');
      await page.clock.runFor(2_200);
      await page.keyboard.up('Enter');
      await button(page, yes).click();
      await expect.poll(() => server.commands).toEqual([asked(command), asked(command), asked(command, {}, 'token')]);
    });

    it('say why something was not done', async () => {
      const { page } = await open(DASHBOARD.refusing);
      await button(page, 'Restart exhibit').click();
      await page.getByRole('alert').getByText('The supervisor is shutting down.').waitFor();
      await button(page, 'Not done').waitFor();
    });

    it('are those of the role', async () => {
      const { page } = await open(DASHBOARD.view);
      await heading(page, /has stopped/).waitFor();
      expect(await button(page, /Restart|Pause|Reboot|Keep|Louder/).count()).toBe(0);
      const staff = await open(DASHBOARD.staff);
      await button(staff.page, 'Restart exhibit').waitFor();
      expect(await button(staff.page, /Reboot|Power off|Read the file/).count()).toBe(0);
    });

    it('send a test alert and say who took it', async () => {
      const { page, server } = await open(DASHBOARD.trouble, { hash: '#/alerts' });
      await button(page, 'Send a test alert').click();
      await page.getByText('did not take it: connection refused').waitFor();
      await page.getByText('took it after 0.2 s').waitFor();
      expect(server.commands).toEqual([asked('test-alert')]);
    });
  });

  describe('what changes', () => {
    it('is seen at the event that says so', async () => {
      const { page, server } = await open(DASHBOARD.healthy);
      await heading(page, 'Everything is running.').waitFor();
      await expect.poll(() => server.streams('events')).toBe(1);
      server.scenario = { ...server.scenario, documents: DASHBOARD.trouble.documents };
      server.emit('service', { name: 'audio', state: 'backing-off' });
      await heading(page, /^The sound has stopped/).waitFor();
      expect(await page.title()).toContain('The sound has stopped');
    });

    it('is found again by itself after a restart, and meanwhile it says since when it is not connected', async () => {
      const { page, server } = await open(DASHBOARD.healthy);
      await heading(page, 'Everything is running.').waitFor();
      await button(page, 'Restart exhibit').click();
      await button(page, /back in about/).waitFor();
      server.away = true;
      server.cut();
      await page.clock.runFor(3_000);
      await heading(page, /^Restarting\. Back in about \d+ s\.$/).waitFor();
      await page.clock.runFor(60_000);
      await heading(page, 'Invigil does not answer.').waitFor();
      await page.locator('.connection', { hasText: 'Not connected since 14:02' }).waitFor();
      expect(await button(page, 'Restart exhibit').isDisabled()).toBe(true);
      server.away = false;
      await page.clock.runFor(3_000);
      await heading(page, 'Everything is running.').waitFor();
      await page.locator('.connection', { hasText: /^Connected$/ }).waitFor();
      await expect.poll(() => page.clock.runFor(1_000).then(() => server.streams('events'))).toBe(1);
    });

    it('is not asked for while nobody looks', async () => {
      const { page, server } = await open(DASHBOARD.healthy);
      await heading(page, 'Everything is running.').waitFor();
      await page.evaluate(
        "Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' }); document.dispatchEvent(new Event('visibilitychange'))",
      );
      await page.clock.runFor(1_000);
      const before = server.read.filter((path) => path === 'screenshot?service=display' || path === 'machine').length;
      await page.clock.runFor(300_000);
      expect(server.read.filter((path) => path === 'screenshot?service=display' || path === 'machine').length).toBe(before);
    });

    it('on the screen is looked at each 10 s, with its age', async () => {
      const { page, server } = await open(DASHBOARD.healthy);
      await page.getByRole('img', { name: /What visitors see/ }).waitFor();
      const count = () => server.read.filter((path) => path === 'screenshot?service=display').length;
      expect(count()).toBe(1);
      await page.clock.runFor(4_000);
      await page.getByText(/Taken [45](\.\d)?\ss ago/).waitFor();
      expect(count()).toBe(1);
      await page.clock.runFor(7_000);
      await expect.poll(count).toBe(2);
    });
  });

  it('tells times as those of the exhibit', async () => {
    const { page } = await open(
      { ...DASHBOARD.trouble, session: { ...DASHBOARD.trouble.session, time_zone: 'Asia/Tokyo' } },
      { hash: '#/incidents/12' },
    );
    const began = page.getByRole('button', { name: '3 min ago' });
    await began.click();
    const at = new Date(NOW.getTime() - 3.2 * 60_000);
    const tokyo = at.toLocaleTimeString('en-GB', { timeZone: 'Asia/Tokyo' });
    await page.getByRole('button', { name: tokyo }).waitFor();
  });

  describe('incidents', () => {
    it('lead from the list to the story with its picture and its lines, and to their log', async () => {
      const { page } = await open(DASHBOARD.trouble, { hash: '#/incidents', ...PHONE });
      await page.getByRole('link', { name: /The sound ended/ }).tap();
      await heading(page, 'The sound ended with exit status 1.').waitFor();
      expect(new URL(page.url()).hash).toBe('#/incidents/12');
      await page.getByText('started again (1st time)').waitFor();
      await page.getByText('step 11').waitFor();
      await page.getByText('futex_wait_queue').waitFor();
      await page.waitForFunction("document.querySelector('img.view').naturalWidth > 0");
      await page.getByRole('link', { name: 'Its log then' }).tap();
      await heading(page, 'Logs').waitFor();
      expect(new URL(page.url()).hash).toBe('#/logs?services=audio');
    });

    it('say when there is none of this number', async () => {
      const { page } = await open(DASHBOARD.healthy, { hash: '#/incidents/99' });
      await heading(page, 'There is no incident 99.').waitFor();
    });
  });

  describe('logs', () => {
    const option = (page: Page, text: string | RegExp) => page.getByRole('option', { name: text });

    it('open at the end of a million lines and follow', async () => {
      const { page, server } = await open(DASHBOARD.many, { hash: '#/logs' });
      await option(page, /999999 /).waitFor();
      await expect.poll(() => server.streams('lines')).toBe(1);
      server.addLines(3);
      await option(page, /1000002 /).waitFor();
      expect(await page.getByRole('option').count()).toBeLessThan(120);
    });

    it('stay where somebody reads, and go to the end when asked', async () => {
      const { page, server } = await open(DASHBOARD.many, { hash: '#/logs' });
      await option(page, /999999 /).waitFor();
      await page.evaluate(`${LIST}.scrollTop = ${LIST}.scrollHeight / 2`);
      await button(page, 'Go to the newest lines').waitFor();
      const seen = await firstSeen(page);
      server.addLines(50);
      await expect
        .poll(() => page.evaluate(`${LIST}.scrollHeight / ${LIST}.firstChild.firstChild.firstChild.offsetHeight`))
        .toBeGreaterThan(249);
      expect(await firstSeen(page)).toBe(seen);
      await button(page, 'Go to the newest lines').click();
      await option(page, /1000049 /).waitFor();
    });

    it('are read further back by scrolling, without a jump', async () => {
      const { page, server } = await open(DASHBOARD.many, { hash: '#/logs' });
      await option(page, /999999 /).waitFor();
      await page.evaluate(`${LIST}.scrollTop = 30`);
      await expect.poll(() => server.read.some((path) => path.includes('before=c999800'))).toBe(true);
      await page.waitForFunction("document.querySelector('.log-list').scrollTop > 1000");
      expect(await firstSeen(page)).toMatch(/^99980\d /);
    });

    it('are searched and filtered, and what is found stands out', async () => {
      const { page } = await open(DASHBOARD.healthy, { hash: '#/logs' });
      await page.getByRole('searchbox', { name: 'Search' }).fill('LAMP 4 is');
      await page.clock.runFor(300);
      await page.locator('mark', { hasText: 'lamp 4 is' }).first().waitFor();
      await page.waitForFunction("[...document.querySelectorAll('.log-text')].every((line) => line.querySelector('mark') !== null)");
      await page.getByRole('checkbox', { name: 'audio' }).check({ force: true });
      await page.waitForFunction("[...document.querySelectorAll('.log-service')].every((one) => one.textContent === 'audio')");
      expect(new URL(page.url()).hash).toBe('#/logs?services=audio&search=LAMP+4+is');
      await page.getByRole('searchbox', { name: 'Search' }).fill('no such words');
      await page.clock.runFor(300);
      await page.getByText('Nothing is found.').waitFor();
    });

    it('give each line a link, which leads a colleague to it', async () => {
      const { page } = await open(DASHBOARD.many, { hash: '#/logs' });
      await option(page, /999990 /).click();
      const link = await page.getByRole('textbox', { name: 'Link to this line' }).inputValue();
      expect(link).toContain('line=c999990');
      const { hash } = new URL(link);
      const other = await open(DASHBOARD.many, { hash });
      await other.page.getByRole('option', { name: /999990 /, selected: true }).waitFor();
      await other.page.getByRole('region', { name: 'The chosen line' }).getByText('999990 ').waitFor();
    });

    it('say so when the line of a link is gone', async () => {
      const { page } = await open(DASHBOARD.healthy, { hash: '#/logs?line=gone' });
      await page.getByText('The line of this link is not in the logs any more.').waitFor();
    });

    it('are walked through by keys', async () => {
      const { page } = await open(DASHBOARD.healthy, { hash: '#/logs' });
      await option(page, /2999 /).waitFor();
      await page.getByRole('listbox').focus();
      await page.keyboard.press('End');
      await page.getByRole('option', { name: /2999 /, selected: true }).waitFor();
      await page.keyboard.press('ArrowUp');
      await page.getByRole('option', { name: /2998 /, selected: true }).waitFor();
      await page.keyboard.press('Home');
      await page.getByRole('option', { name: /2800 /, selected: true }).waitFor();
      await page.keyboard.press('Escape');
      expect(await page.getByRole('region', { name: 'The chosen line' }).count()).toBe(0);
    });

    it('go on without a gap or a line twice when the stream broke', async () => {
      const { page, server } = await open(DASHBOARD.healthy, { hash: '#/logs' });
      await expect.poll(() => server.streams('lines')).toBe(1);
      server.cut();
      await page.getByText('New lines do not arrive now.').waitFor();
      await page.clock.runFor(3_500);
      await expect.poll(() => server.read.filter((path) => path.startsWith('logs/follow')).at(-1)).toBe('logs/follow?after=c2999');
      await page.getByText('Follows what is written').waitFor();
    });
  });

  it('draws graphs over hour, day and month, each with its figures', async () => {
    const { page, server } = await open(DASHBOARD.healthy, { hash: '#/graphs' });
    const figures = page.getByRole('table', { name: 'Figures: Temperature' });
    await figures.waitFor();
    expect(await figures.locator('tbody td').allTextContents()).toEqual(['49 °C', '46 °C', '54 °C', '62 °C']);
    await page.locator('canvas').first().waitFor();
    await page.getByRole('link', { name: '1 month' }).click();
    await expect
      .poll(() => server.read.filter((path) => path.startsWith('history/resources')))
      .toEqual(['history/resources?range=day', 'history/resources?range=month']);
  });

  it('shows what services, logs and files say as text, whatever it is', async () => {
    const { page } = await open(DASHBOARD.hostile);
    for (const hash of ['', 'incidents', 'incidents/12', 'logs', 'alerts', 'audit', 'graphs']) {
      await page.evaluate(`location.hash = '#/${hash}'`);
      await page.locator('main h1').first().waitFor();
      if (hash !== 'graphs') await page.getByText(HOSTILE).first().waitFor();
      expect(await page.evaluate("document.querySelectorAll('#dashboard script, img[src=x], [onerror]').length")).toBe(0);
    }
    expect(await page.title()).not.toBe('owned');
  });

  it('is whole by keyboard: to the content, a service, another page', async () => {
    const { page } = await open(DASHBOARD.trouble);
    await heading(page, /^The sound/).waitFor();
    await button(page, 'Go to the content').focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByLabel('Last lines of core').waitFor();
    await page.getByRole('link', { name: 'Audit' }).focus();
    await page.keyboard.press('Enter');
    await heading(page, 'Who did what').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
  });
});

/** The text of the first line that is seen whole. */
async function firstSeen(page: Page): Promise<string> {
  return page.evaluate(`(() => {
    const top = document.querySelector('.log-list').getBoundingClientRect().top;
    const line = [...document.querySelectorAll('.log-line')].find((one) => one.getBoundingClientRect().top >= top - 1);
    return line.querySelector('.log-text').textContent;
  })()`);
}
