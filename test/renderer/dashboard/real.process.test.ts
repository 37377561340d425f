/** The dashboard in front of a real supervisor, as people have it: nothing between them is played. One exhibit lives through all of it. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from 'vitest';
import { noBusDaemon, privateBus } from '../../support/bus.ts';
import { rebootableMachine } from '../../support/logind.ts';
import { describeWith } from '../../support/needs.ts';
import { CHROMIUM } from '../browser.ts';
import { RealDashboard } from '../dashboard-real.ts';

/** A command that is held for two seconds, on a machine with two busy cores. */
const SLOW_MS = 120_000;

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });
const noChromium = CHROMIUM === undefined ? ['chromium'] : [];

async function hold(page: Page, name: RegExp): Promise<void> {
  await button(page, name).focus();
  await page.keyboard.down('Enter');
  await page.getByRole('alertdialog').waitFor();
  await page.keyboard.up('Enter');
}

describeWith('a real exhibit', noChromium, () => {
  let exhibit: RealDashboard;
  beforeAll(async () => {
    exhibit = await RealDashboard.make();
    await exhibit.running.start();
    await exhibit.running.reaches('core running, lamps running');
  }, SLOW_MS);
  afterAll(() => exhibit?.remove());
  afterEach(() => expect(exhibit.complaints.splice(0)).toEqual([]));

  const as: RealDashboard['openAs'] = async (person, hash) => {
    const page = await exhibit.openAs(person, hash);
    onTestFinished(() => page.context().close());
    return page;
  };

  it('who only looks sees that all is right, and why there is nothing to press', async () => {
    const page = await as('guide');
    await heading(page, 'Everything is running.').waitFor();
    await page.getByText('This sign-in may only look. Staff may restart and pause.').waitFor();
    expect(await button(page, /Restart|Pause|Reboot/).count()).toBe(0);
    const refused: string = await page.evaluate(`fetch('/api/v1/commands/restart', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    }).then(async (answer) => answer.status + ' ' + (await answer.text()))`);
    expect(refused).toMatch(/^403 .*staff/);
  });

  it('staff restart a service from its row, and see what it says', async () => {
    const page = await as('floor');
    const before = (await exhibit.running.service('core')).pid;
    await button(page, /^All right Core/).click();
    await expect.poll(() => page.getByLabel('Last lines of core').inputValue(), { timeout: 20_000 }).toContain('the lamp is lit');
    await button(page, 'Restart core').click();
    await button(page, /^Restarting/).waitFor();
    await exhibit.running.until('it runs anew', async () => {
      const { state, pid } = await exhibit.running.service('core');
      return state === 'running' && pid !== before;
    });
    expect(await button(page, /Reboot|Read the file/).count()).toBe(0);
  });

  it('a pause is seen at once by everybody, and over when it is resumed', async () => {
    const page = await as('floor');
    const other = await as('guide');
    await heading(other, 'Everything is running.').waitFor();
    await button(page, /^Pause for 15/).click();
    await heading(other, /^Paused/).waitFor();
    await button(page, 'Resume').click();
    await heading(other, 'Everything is running.').waitFor();
    await heading(page, 'Everything is running.').waitFor();
  });

  it('the file is read again, and with a mistake in it everything stays and it is told', async () => {
    const page = await as('alice');
    await heading(page, 'Everything is running.').waitFor();
    exhibit.write('[service.fog]\ncommnd = "sleep 1000"\n');
    await button(page, 'Read the file again').click();
    await page.getByRole('alert').getByText('commnd').waitFor();
    exhibit.write('[service.fog]\nrole = "other"\ncommand = "sleep 1000"\n');
    await button(page, /Read the file again|Not done/).click();
    await page.locator('.service', { hasText: /fog/i }).waitFor();
    await exhibit.running.until('it runs', async () => (await exhibit.running.service('fog')).state === 'running');
  });

  it('what breaks appears by itself, as a story with its last lines', async () => {
    const page = await as('guide', '#/incidents');
    await heading(page, 'What happened').waitFor();
    const { pid } = await exhibit.running.service('core');
    if (pid === null) throw new Error('the core has no process');
    process.kill(pid, 'SIGKILL');
    await page.getByRole('link', { name: /core/i }).first().click();
    await page.getByText('started again').first().waitFor();
    await page.getByText('the lamp is lit').first().waitFor();
  });

  it('logs follow what is written, and a search marks what it finds', async () => {
    const page = await as('guide', '#/logs');
    const last = () => page.getByRole('option').last().textContent();
    await page
      .getByRole('option', { name: /the lamp is lit/ })
      .last()
      .waitFor();
    const before = await last();
    await expect.poll(last, { timeout: 20_000 }).not.toBe(before);
    await page.getByRole('searchbox', { name: 'Search' }).fill('LAMP is');
    await page.locator('mark', { hasText: 'lamp is' }).first().waitFor();
    const found = await last();
    await expect.poll(last, { timeout: 20_000 }).not.toBe(found);
  });

  it('graphs say in words what they show', async () => {
    const page = await as('guide', '#/graphs?range=hour');
    // The first minute is written down when it is over, and may be one in which nothing was measured yet.
    const said = page.getByRole('region', { name: 'The services' }).locator('tbody, .quiet').nth(0);
    await said.waitFor();
    expect(await said.textContent()).toMatch(/Core.*(\d\s%|not known)|Nothing has been measured in this time\./);
  });

  it('a test alert arrives, and the page says that it did', async () => {
    const page = await as('floor', '#/alerts');
    await button(page, 'Send a test alert').click();
    await page.getByText(/took it after/).waitFor();
    expect(exhibit.told).toContain('test');
  });

  it('a supervisor that restarts is missed, found again, and asks who is there', async () => {
    const page = await as('floor', '#/audit');
    await heading(page, 'Who did what').waitFor();
    exhibit.running.signal('SIGTERM');
    await exhibit.running.ended();
    await page.locator('.connection', { hasText: 'Not connected since' }).waitFor();
    await exhibit.running.start();
    await page.getByText('You were signed out. Please sign in again.').waitFor();
    await exhibit.signIn(page, 'floor');
    await heading(page, 'Who did what').waitFor();
    await page.getByText('floor (dashboard) asked to restart core').waitFor();
  });
});

describeWith('the machine of a real exhibit', [...noChromium, ...(noBusDaemon ? ['dbus-daemon'] : [])], () => {
  it(
    'is rebooted when that was held, and confirmed',
    async () => {
      const bus = privateBus();
      await bus.start();
      const asked = await rebootableMachine(bus.address);
      const exhibit = await RealDashboard.make();
      onTestFinished(() => exhibit.remove());
      exhibit.running.environment['DBUS_SYSTEM_BUS_ADDRESS'] = bus.address;
      await exhibit.running.start();
      const page = await exhibit.openAs('alice');
      await heading(page, 'Everything is running.').waitFor();
      await hold(page, /^Reboot/);
      await button(page, 'Cancel').click();
      expect(asked).toEqual([]);
      await hold(page, /^Reboot/);
      await button(page, 'Reboot now').click();
      await expect.poll(() => asked, { timeout: 20_000 }).toEqual(['Reboot']);
    },
    SLOW_MS,
  );
});
