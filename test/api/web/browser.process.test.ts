/** What pages from elsewhere, and words that are markup, can do to the dashboard of a whole supervisor: tried in Debian's Chromium. */
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM } from '../../renderer/browser.ts';
import { ApiGuests, passwordOf } from '../../support/api-guests.ts';
import { bundle } from '../../support/bundle.ts';
import { closeServer } from '../../support/close-server.ts';
import { freePort } from '../../support/free-port.ts';

const PATIENCE_MS = 240_000;
const ROGUE = join(import.meta.dirname, '../../fixtures/rogue.mjs');
const MARKUP = '<img src=x onerror="alert(1)"><script>document.title="owned"</script>';
const MORE = `[service.rogue]\ncommand = ['${process.execPath}', '${ROGUE}', '${MARKUP}']\nheartbeat = { kind = "zmq" }\n`;
/** What a page from elsewhere does, in its own words: each is given an address. */
const ACTS = {
  submitForm: `(action) => {
    const form = Object.assign(document.createElement('form'), { method: 'post', action, enctype: 'text/plain' });
    document.body.append(form);
    setTimeout(() => form.submit());
  }`,
  loadImage: `(src) => new Promise((resolve) => {
    Object.assign(new Image(), { onload: () => resolve('loaded'), onerror: () => resolve('refused'), src });
  })`,
  loadScript: `(src) => new Promise((resolve) => {
    const script = Object.assign(document.createElement('script'), { onload: () => resolve('loaded'), onerror: () => resolve('refused'), src });
    document.body.append(script);
  })`,
  openEvents: `(url) => new Promise((resolve) => {
    const source = new EventSource(url, { withCredentials: true });
    Object.assign(source, { onopen: () => resolve('open'), onerror: () => { source.close(); resolve('refused'); } });
  })`,
  showFrame: `(src) => { document.body.append(Object.assign(document.createElement('iframe'), { src })); }`,
} as const;
const inPage = (act: keyof typeof ACTS, url: string) => `(${ACTS[act]})(${JSON.stringify(url)})`;
/** A name that its owner lets point at the machine of the exhibit. */
const REBOUND = 'rebound.example.org';

describe.skipIf(CHROMIUM === undefined)(
  `in a browser${CHROMIUM === undefined ? ' (needs chromium)' : ''}`,
  { timeout: PATIENCE_MS },
  () => {
    let guests: ApiGuests;
    let browser: Browser;
    let context: BrowserContext;
    let foreign: Server;
    /** Of a page that shares the machine, and with it the cookies, and of one that does not. */
    let elsewhere: readonly string[];

    beforeAll(async () => {
      // The supervisor shows the bundled pages.
      bundle();
      guests = await ApiGuests.open({ more: MORE });
      const args = [`--host-resolver-rules=MAP ${REBOUND} 127.0.0.1`];
      browser = await chromium.launch({ executablePath: CHROMIUM ?? '', chromiumSandbox: process.getuid?.() !== 0, args });
      context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(guests.address);
      await page.getByLabel('Name').fill('admin');
      await page.getByLabel('Password').fill(passwordOf('admin'));
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Sign out' }).waitFor();
      await page.close();
      foreign = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><body>'));
      const port = await freePort();
      await new Promise<void>((resolve) => foreign.listen(port, '127.0.0.1', resolve));
      elsewhere = [`http://127.0.0.1:${port}/`, `http://localhost:${port}/`];
    }, PATIENCE_MS);
    afterAll(async () => {
      await browser?.close();
      if (foreign !== undefined) await closeServer(foreign);
      await guests?.remove();
    }, PATIENCE_MS);

    /** What was done since the last look. */
    const done = () => guests.commands.splice(0).filter(({ outcome, command }) => outcome === 'done' && command !== 'sign-in');

    describe('a page from elsewhere', () => {
      /** In that page, with the cookie of who is signed in. */
      async function each(act: (page: Page) => Promise<void>): Promise<void> {
        for (const url of elsewhere) {
          const page = await context.newPage();
          await page.goto(url);
          await act(page);
          await page.close();
        }
      }
      /** What `fetch` there gives: a status, or that nothing can be read. */
      const fetched = (page: Page, path: string, options: object) =>
        page.evaluate(
          ([url, init]) =>
            fetch(url, { ...init, signal: AbortSignal.timeout(30_000) }).then(
              ({ type, status }) => `${type} ${status}`,
              (error) => (error.name === 'TimeoutError' ? 'no answer' : 'failed'),
            ),
          [`${guests.address}${path}`, { credentials: 'include', ...options }] as const,
        );

      it('changes nothing', async () => {
        done();
        await each(async (page) => {
          const path = '/api/v1/commands/restart';
          const sharesCookies = page.url().includes('127.0.0.1');
          const json = { 'content-type': 'application/json' };
          const plain = { 'content-type': 'text/plain' };
          expect(await fetched(page, path, { method: 'POST', mode: 'no-cors', headers: plain, body: '{}' })).toBe('failed');
          expect(await fetched(page, path, { method: 'POST', mode: 'no-cors' })).toBe('failed');
          expect(await fetched(page, path, { method: 'POST', headers: json, body: '{}' })).toBe('failed');
          expect(await fetched(page, '/api/v1/session', { method: 'DELETE' })).toBe('failed');
          const answered = page.waitForResponse((response) => response.url().endsWith(path) && response.request().isNavigationRequest());
          // What is answered is shown: a page that is closed on the way there may never say that it is closed.
          const shown = page.waitForEvent('load');
          await page.evaluate(inPage('submitForm', `${guests.address}${path}`));
          // Cookies know no ports: that of 127.0.0.1 came with the cookie, and was refused all the same.
          expect((await answered).status()).toBe(sharesCookies ? 403 : 401);
          await shown;
        });
        expect(done()).toEqual([]);
        // Whoever is signed in still is.
        expect((await context.request.get(`${guests.address}/api/v1/status`)).status()).toBe(200);
      });

      it('reads nothing, and shows it in no frame', async () => {
        await each(async (page) => {
          expect(await fetched(page, '/api/v1/status', {})).toBe('failed');
          for (const [what, path] of [
            ['loadImage', '/api/v1/screenshot'],
            ['loadScript', '/api/v1/status'],
            ['openEvents', '/api/v1/events'],
          ] as const) {
            expect(await page.evaluate(inPage(what, `${guests.address}${path}`)), what).toBe('refused');
          }
          await page.evaluate(inPage('showFrame', guests.address));
          const frame = () => page.frames().find((one) => one !== page.mainFrame());
          await expect.poll(() => frame()?.url(), { timeout: 20_000 }).toContain('chrome-error');
        });
      });

      it('whose name points here gets nothing (DNS rebinding)', async () => {
        const page = await context.newPage();
        const url = `http://${REBOUND}:${new URL(guests.address).port}/`;
        expect((await page.goto(url))?.status()).toBe(421);
        expect(await page.evaluate(() => fetch('/api/v1/session').then(({ status }) => status))).toBe(421);
        await page.close();
      });
    });

    describe('markup', () => {
      it('in the name of a service is no name', async () => {
        const { port } = new URL(guests.address);
        guests.write(`[service."<script>alert(1)</script>"]\ncommand = "true"\n[dashboard]\nlisten = ["127.0.0.1:${port}"]\n`);
        expect(await guests.command('reload')).toMatchObject({ status: 422, body: expect.stringContaining('<script>') });
        expect(await guests.states()).toContain('rogue running');
      });

      it('in a log line, a status, an incident, what somebody asked for, is text', async () => {
        const { pid } = await guests.service('rogue');
        if (pid !== null) process.kill(pid, 'SIGUSR2');
        const headers = { 'content-type': 'application/json' };
        await guests.fetch('staff', `/api/v1/commands/${encodeURIComponent(MARKUP)}`, { method: 'POST', headers, body: '{}' });
        await guests.until('an incident is over', async () => {
          const text = await (await guests.fetch('admin', '/api/v1/incidents/1')).text();
          return text.includes('onerror') && !text.includes('"ended_at":null');
        });
        const page = await context.newPage();
        const dialogs: string[] = [];
        page.on('dialog', (dialog) => {
          dialogs.push(dialog.message());
          void dialog.dismiss();
        });
        for (const hash of [
          '',
          'incidents',
          'incidents/1',
          'logs',
          'logs?services=rogue',
          'logs?search=onerror',
          'audit',
          'alerts',
          'graphs',
        ]) {
          await page.goto(`${guests.address}/#/${hash}`);
          await page.reload();
          await page.getByRole('button', { name: 'Sign out' }).waitFor();
          const showsIt = /^(incidents\/1|logs|audit)/.test(hash);
          if (showsIt) await page.getByText('onerror').first().waitFor();
          expect(await page.locator('img[src=x], script:not([src])').count(), hash).toBe(0);
          expect(await page.title(), hash).not.toContain('owned');
        }
        expect(dialogs).toEqual([]);
        await page.close();
      });
    });
  },
);
