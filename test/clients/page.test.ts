/** The page's client in a browser that is not ours, played by hand: an address bar, a tab's memory, beacons, a clock. */
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import * as node from '../../resources/clients/node/invigil.mjs';

const path = new URL('../../resources/clients/browser/invigil.js', import.meta.url);
const script = readFileSync(path, 'utf8');
const DOOR = 'http://127.0.0.1:61234/0f0f';

type Words = Readonly<Record<string, (...values: readonly unknown[]) => void>>;

class Browser {
  at = 10_000;
  sent: { to: string; message: Record<string, unknown> }[] = [];
  warnings: string[] = [];
  readonly memory = new Map<string, string>();
  words: Words = {};

  /** Opens a page in the tab. */
  open(address: string, more: object = {}): this {
    const context = {
      URL,
      URLSearchParams,
      location: new URL(address),
      sessionStorage: {
        getItem: (key: string) => this.memory.get(key) ?? null,
        setItem: (key: string, value: string) => this.memory.set(key, value),
      },
      navigator: { sendBeacon: (to: string, body: string) => this.sent.push({ to, message: JSON.parse(body) }) },
      performance: { now: () => this.at },
      console: { warn: (text: string) => this.warnings.push(text) },
      invigil: undefined,
      ...more,
    };
    runInNewContext(script, context);
    this.words = context.invigil ?? {};
    return this;
  }

  say(word: string, ...values: readonly unknown[]): this {
    this.words[word]?.(...values);
    return this;
  }

  get messages() {
    return this.sent.map(({ message }) => message);
  }
}

const opened = () => new Browser().open(`http://127.0.0.1:3000/room?invigil=${encodeURIComponent(DOOR)}`);

it('has the words that a program in Node has', () => {
  expect(Object.keys(opened().words).sort()).toEqual(Object.keys(node).sort());
});

describe('where the words go', () => {
  it('is the address that the page was opened with, encoded or not', () => {
    expect(opened().say('beat').sent).toEqual([{ to: DOOR, message: { type: 'beat' } }]);
    expect(new Browser().open(`http://127.0.0.1:3000/?invigil=${DOOR}`).say('beat').sent).toHaveLength(1);
  });

  it('stays with the tab, until it is opened with another', () => {
    const browser = opened().open('http://127.0.0.1:3000/next').say('beat');
    expect(browser.sent[0]?.to).toBe(DOOR);
    const other = 'http://127.0.0.1:61235/aaaa';
    expect(browser.open(`http://127.0.0.1:3000/?invigil=${other}`).say('beat').sent[1]?.to).toBe(other);
  });

  it.each([
    ['', 'no address'],
    ['?invigil=http://evil.example/0f0f', 'an address elsewhere'],
    ['?invigil=http://127.0.0.1.evil.example/', 'an address elsewhere that looks like one here'],
    ['?invigil=https://localhost.evil.example/', 'another one'],
    ['?invigil=javascript:alert(1)', 'a script'],
    ['?invigil=nonsense', 'nonsense'],
  ])('is nowhere with "%s" (%s)', (search) => {
    const browser = new Browser().open(`http://127.0.0.1:3000/${search}`);
    for (const word of Object.keys(browser.words)) browser.say(word, 'x', 1);
    expect(browser.sent).toEqual([]);
    expect(browser.warnings).toEqual([]);
    expect(browser.memory.size).toBe(0);
  });

  it('is the address even when the tab may not remember', () => {
    const address = `http://127.0.0.1:3000/?invigil=${DOOR}`;
    expect(new Browser().open(address, { sessionStorage: undefined }).say('beat').sent).toHaveLength(1);
  });

  it('is the shell’s own where there is one', () => {
    const own = { beat: () => undefined };
    expect(new Browser().open(`http://127.0.0.1:3000/?invigil=${DOOR}`, { invigil: own }).words).toBe(own);
  });
});

describe('what goes there', () => {
  it('is at most two beats a second, the first at once', () => {
    const browser = opened();
    for (let frame = 0; frame < 600; frame += 1) {
      browser.say('progress', frame);
      browser.at += 1000 / 60;
    }
    expect(browser.sent.length).toBeGreaterThanOrEqual(18);
    expect(browser.sent.length).toBeLessThanOrEqual(20);
    expect(browser.messages[0]).toEqual({ type: 'beat', progress: 0 });
  });

  it('is a beat at once when its status changes, and after `busy`', () => {
    const browser = opened().say('beat').say('beat').say('beat', { status: 'warning', message: 'dim' });
    browser.say('busy', Number.POSITIVE_INFINITY, 'loading').say('beat', { status: 'warning' });
    expect(browser.messages).toEqual([
      { type: 'beat' },
      { type: 'beat', status: 'warning', message: 'dim' },
      { type: 'busy', for_ms: 86_400_000, why: 'loading' },
      { type: 'beat', status: 'warning' },
    ]);
  });

  it('is what a service reports', () => {
    const browser = opened()
      .say('ready')
      .say('health', 'gl', 'healthy')
      .say('health', 'net', 'warning', 'slow')
      .say('health', 'gl', 'error');
    browser.say('metric', 'fps', 60, { room: 2 }).say('error', 'no frame', { fatal: true }).say('request', 'restart');
    expect(browser.messages[0]).toEqual({ type: 'hello', v: 1, client: 'invigil-page', ready: true });
    expect(browser.messages[3]?.['checks']).toMatchObject([
      { name: 'net', message: 'slow' },
      { name: 'gl', status: 'error' },
    ]);
    expect(browser.messages.slice(4)).toEqual([
      { type: 'metric', name: 'fps', value: 60, labels: { room: '2' } },
      { type: 'error', message: 'no frame', fatal: true },
      { type: 'error', message: 'asked for a restart', fatal: true },
    ]);
  });

  it('is no flood, and no word throws', () => {
    const browser = opened();
    const things = [undefined, null, Number.NaN, 10n, Symbol('x'), 'x'.repeat(1e5), [], () => 0, Object.create(null)];
    for (let round = 0; round < 1000; round += 1) {
      for (const word of Object.keys(browser.words)) browser.say(word, things[round % things.length], things[round % 7], things[round % 5]);
    }
    expect(browser.sent.length).toBeLessThan(70);
    for (const message of browser.messages) expect(JSON.stringify(message).length).toBeLessThan(65_536);
  });
});
