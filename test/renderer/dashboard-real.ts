/** The dashboard of a real supervisor, in Debian's Chromium: an exhibit of shell scripts, three people, and somebody who is told. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { makePasswordLine } from '../../electron/access/password.ts';
import { bundle } from '../support/bundle.ts';
import { closeServer } from '../support/close-server.ts';
import { freePort } from '../support/free-port.ts';
import { Running } from '../support/running.ts';
import { CHROMIUM } from './browser.ts';
import { newPage } from './dashboard-stage.ts';

export const PEOPLE = { alice: 'admin', floor: 'staff', guide: 'view' } as const;
export type Person = keyof typeof PEOPLE;
const PASSWORD = 'four lamps at noon';

const CORE = 'i=0\nwhile true; do i=$((i+1)); echo "frame $i, the lamp is lit"; sleep 0.5; done\n';

export class RealDashboard {
  readonly running: Running;
  /** Kinds of the messages that the webhook took. */
  readonly told: string[];
  readonly url: string;
  /** What pages threw or wrote as errors and warnings: nothing, if all is well. */
  readonly complaints: string[] = [];
  readonly #toml: string;
  readonly #browser: Browser;
  readonly #webhook: Server;

  private constructor(toml: string, port: number, browser: Browser, webhook: Server, told: string[]) {
    this.#toml = toml;
    this.#browser = browser;
    this.#webhook = webhook;
    this.told = told;
    this.url = `http://127.0.0.1:${port}`;
    this.running = new Running(toml, { 'core.sh': CORE });
  }

  /** Not started yet: `running.start()`. */
  static async make(): Promise<RealDashboard> {
    if (CHROMIUM === undefined) throw new Error('there is no Chromium on this machine (Debian package chromium)');
    // The supervisor shows the bundled pages.
    bundle();
    const told: string[] = [];
    const webhook = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      told.push(JSON.parse(Buffer.concat(parts).toString('utf8')).kind);
      response.end();
    });
    const receiver = await freePort();
    await new Promise<void>((resolve) => webhook.listen(receiver, '127.0.0.1', resolve));
    const port = await freePort();
    const browser = await chromium.launch({ executablePath: CHROMIUM, chromiumSandbox: process.getuid?.() !== 0 });
    const made = new RealDashboard(tomlOf(port, receiver), port, browser, webhook, told);
    const secrets = join(made.running.folder, 'config/invigil/test/secrets');
    mkdirSync(secrets, { recursive: true, mode: 0o700 });
    const line = await makePasswordLine(PASSWORD);
    for (const name of Object.keys(PEOPLE)) writeFileSync(join(secrets, `${name}.password`), `${line}\n`, { mode: 0o600 });
    return made;
  }

  /** The exhibit file with more at its end. */
  write(more: string): void {
    this.running.write(this.#toml + more);
  }

  /** At the sign-in; nothing of others is known there. */
  async open(hash = ''): Promise<Page> {
    const context = await this.#browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce', locale: 'en-GB' });
    context.setDefaultTimeout(30_000);
    const page = await newPage(context, this.complaints);
    await page.goto(`${this.url}/${hash}`);
    return page;
  }

  async signIn(page: Page, person: Person): Promise<void> {
    await page.getByLabel('Name').fill(person);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
  }

  async openAs(person: Person, hash = ''): Promise<Page> {
    const page = await this.open(hash);
    await this.signIn(page, person);
    return page;
  }

  async remove(): Promise<void> {
    await this.#browser.close();
    await this.running.remove();
    await closeServer(this.#webhook);
  }
}

function tomlOf(port: number, receiver: number): string {
  const people = Object.entries(PEOPLE).map(
    ([name, role]) => `[[access]]\nname = "${name}"\nrole = "${role}"\npassword = { file = "secrets/${name}.password" }\n`,
  );
  return `title = "The Lantern Room"
[service.core]
command = "sh core.sh"
[service.lamps]
role = "other"
command = "sleep 1000"
[dashboard]
listen = ["127.0.0.1:${port}"]
[metrics]
listen = []
[[alerts.to]]
kind = "webhook"
url = "http://127.0.0.1:${receiver}/"
${people.join('')}`;
}
