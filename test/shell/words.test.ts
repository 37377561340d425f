/** What a page says, from the functions it calls to the messages of the shell, with a clock of its own. */
import { describe, expect, it } from 'vitest';
import { Gate } from '../../electron/shell/gate.ts';
import type { PageEvent } from '../../electron/shell/page.ts';
import { type PageWords, pageWords, type Said } from '../../electron/shell/page-words.ts';
import { encodeMessage, type ToSupervisor } from '../../electron/shell/protocol.ts';
import { Voice } from '../../electron/shell/voice.ts';

const TIME = '2026-11-21T14:00:00.000Z';

class Page {
  at = 1000;
  said: Said[] = [];
  events: PageEvent[] = [];
  sent: ToSupervisor[] = [];
  notes: string[] = [];
  readonly #page: PageWords;
  readonly voice = new Voice({
    report: (event) => this.events.push(event),
    send: (message) => this.sent.push(message),
    note: (text) => this.notes.push(text),
  });

  constructor() {
    this.#page = pageWords(
      (said) => {
        this.said.push(said);
        this.voice.hear(structuredClone(said), this.at, TIME);
      },
      () => this.at,
    );
  }

  say(word: string, ...values: readonly unknown[]): this {
    this.#page.words[word]?.(...values);
    return this;
  }

  frame(): this {
    this.at += 250;
    this.#page.flush();
    return this;
  }
}

describe('what a page says', () => {
  it('becomes the service’s own report', () => {
    const page = new Page()
      .say('ready')
      .say('health', 'camera', 'healthy')
      .say('health', 'lamp', 'warning', 'warm')
      .say('health', 'camera', 'error', 'no frame')
      .say('metric', 'frames', 7, { room: 2 })
      .say('error', new TypeError('no such lamp'))
      .say('error', 'only words');
    const lamp = { name: 'lamp', status: 'warning', message: 'warm', timestamp: TIME };
    const camera = { name: 'camera', status: 'error', message: 'no frame', timestamp: TIME };
    expect(page.sent[2]).toEqual({ type: 'health', checks: [lamp, camera] });
    expect(page.sent.slice(3)).toEqual([
      { type: 'metric', name: 'frames', value: 7, labels: { room: '2' } },
      { type: 'error', message: 'no such lamp', fatal: false, traceback: expect.stringContaining('TypeError') },
      { type: 'error', message: 'only words', fatal: false },
    ]);
    expect(page.events).toEqual([]);
    expect(page.notes).toEqual([]);
  });

  it('is a beat with each frame, the newest one', () => {
    const page = new Page();
    for (let n = 0; n < 100; n += 1) page.say('progress', n);
    expect(page.events).toEqual([]);
    page.frame().frame();
    expect(page.events).toEqual([{ type: 'beat', progress: 99 }]);
    expect(page.sent).toEqual([]);
  });

  it('loses no word of a beat to the next one of the same frame', () => {
    const page = new Page().say('beat', { message: 'lit', status: 'warning' }).say('beat', { message: 'dim' }).say('progress', 1).frame();
    expect(page.events).toEqual([{ type: 'beat', progress: 1 }]);
    expect(page.sent).toEqual([{ type: 'beat', status: 'warning', message: 'dim' }]);
  });

  it('stays in its order: a beat before `busy` does not end it', () => {
    const page = new Page().say('beat').say('busy', 5000, 'loading').say('beat', { progress: 1 }).frame();
    expect(page.events).toEqual([
      { type: 'beat', progress: null },
      { type: 'busy', forMs: 5000 },
      { type: 'beat', progress: 1 },
    ]);
    expect(page.sent).toEqual([{ type: 'beat', message: 'loading' }]);
  });

  it('tells status and message of a beat when they change', () => {
    const page = new Page();
    for (let n = 0; n < 5; n += 1) page.say('beat', { progress: n, status: 'warning', message: 'dim' }).frame();
    page.say('beat', { status: 'healthy' }).frame();
    expect(page.sent).toEqual([
      { type: 'beat', status: 'warning', message: 'dim' },
      { type: 'beat', status: 'healthy' },
    ]);
  });

  it.each([
    ['error', ['no frame', { fatal: true }], 'no frame', { type: 'error', message: 'no frame', fatal: false }],
    ['request', ['restart'], 'it wants a restart', undefined],
    ['beat', [{ status: 'fatal', message: 'lost' }], 'lost', { type: 'beat', status: 'error', message: 'lost' }],
    [
      'health',
      ['gl', 'fatal', 'context lost'],
      'gl: context lost',
      { type: 'health', checks: [expect.objectContaining({ status: 'error' })] },
    ],
  ])('asks by %s for the page to be loaded anew, never for the shell', (word, values, why, sent) => {
    const page = new Page().say(word, ...values).frame();
    expect(page.events.at(-1)).toEqual({ type: 'ask', reason: `the page asked to be loaded anew: ${why}` });
    expect(page.sent[0]).toEqual(sent);
    expect(JSON.stringify(page.sent)).not.toContain('"fatal":true');
  });

  it('ends with its document', () => {
    const page = new Page().say('health', 'camera', 'error');
    page.voice.forget();
    page.voice.forget();
    expect(page.sent.slice(1)).toEqual([{ type: 'health', checks: [] }]);
  });
});

describe('a page that is not to be trusted', () => {
  it('costs so many words a second, said once', () => {
    const page = new Page();
    for (let n = 0; n < 100_000; n += 1) page.say('metric', 'n', n);
    expect(page.said).toHaveLength(51);
    expect(page.sent).toHaveLength(50);
    for (let second = 0; second < 10; second += 1) {
      page.at += 1000;
      for (let n = 0; n < 1000; n += 1) page.say('metric', 'n', n);
    }
    expect(page.sent).toHaveLength(50 * 11);
    expect(page.notes).toEqual(['dropped: what the page says beyond 50 words in a second']);
  });

  it('is counted again behind its own process', () => {
    const page = new Page();
    for (let n = 0; n < 1000; n += 1) page.voice.hear({ word: 'metric', name: 'n', value: n, labels: {} }, page.at, TIME);
    expect(page.sent).toHaveLength(100);
    expect(page.notes).toHaveLength(1);
  });

  it('is alive while it shouts', () => {
    const page = new Page();
    for (let n = 1; n <= 40; n += 1) {
      page.say('progress', n);
      for (let more = 0; more < 1000; more += 1) page.say('metric', 'n', more);
      page.frame();
    }
    expect(page.events).toEqual(Array.from({ length: 40 }, (_, n) => ({ type: 'beat', progress: n + 1 })));
  });

  it('may hand in anything', () => {
    const round: Record<string, unknown> = {};
    round['itself'] = round;
    const things = [undefined, null, Number.NaN, -1, 10n, Symbol('x'), 'x'.repeat(1e6), [], () => 0, Object.create(null), round, new Map()];
    const page = new Page();
    for (const word of ['beat', 'progress', 'ready', 'busy', 'health', 'error', 'metric', 'request']) {
      for (const thing of things) {
        page.say(word, thing, thing, thing).frame();
        page.at += 1000;
      }
    }
    for (const message of page.sent) expect(encodeMessage(message, 'display', 'i').length).toBeLessThan(10_000);
    for (const note of page.notes) expect(note.length).toBeLessThan(200);
    expect(page.notes.length).toBeLessThanOrEqual(20);
  });

  it.each([
    ['nothing', undefined],
    ['no word', 'beat'],
    ['an unknown word', { word: 'dance' }],
    ['a long name', { word: 'health', name: 'x'.repeat(65), status: 'healthy' }],
    ['an unknown status', { word: 'health', name: 'x', status: 'splendid' }],
    ['a long text', { word: 'error', message: 'x'.repeat(2049), fatal: false }],
    ['time that runs backwards', { word: 'busy', ms: -1 }],
    ['no number', { word: 'metric', name: 'n', value: Number.NaN, labels: {} }],
    [
      'many labels',
      { word: 'metric', name: 'n', value: 1, labels: Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`l${n}`, ''])) },
    ],
  ])('has what it does not say rightly dropped: %s', (_, word) => {
    const page = new Page();
    page.voice.hear(word, page.at, TIME);
    page.voice.hear(word, page.at, TIME);
    expect([page.sent, page.events]).toEqual([[], []]);
    expect(page.notes).toEqual([expect.stringMatching(/^dropped: a word of the page that is not understood \(/)]);
  });

  it('keeps fifty checks, which fit into one message', () => {
    const page = new Page();
    for (let n = 0; n < 60; n += 1) {
      page.at += 1000;
      page.say('health', `${n}${'ä'.repeat(64)}`, 'warning', 'ä'.repeat(300));
    }
    const newest = page.sent.at(-1);
    if (newest?.type !== 'health') throw new Error('not health');
    expect(newest.checks).toHaveLength(50);
    expect(Buffer.byteLength(encodeMessage(newest, 'display', 'i'))).toBeLessThan(65_536);
  });
});

it('a gate fills evenly, up to a second of words', () => {
  const gate = new Gate(10);
  const passed = (at: number, tries: number) => Array.from({ length: tries }, () => gate.pass(at)).filter(Boolean).length;
  expect(passed(5000, 20)).toBe(10);
  expect(passed(5050, 20)).toBe(0);
  expect(passed(5100, 20)).toBe(1);
  expect(passed(60_000, 20)).toBe(10);
});
