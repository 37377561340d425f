import { describe, expect, it } from 'vitest';
import { due, held, type Order, type Page, type PageAction, type PageEvent } from '../../electron/shell/page.ts';
import { step } from '../../electron/shell/policy.ts';

const order: Order = {
  url: 'http://127.0.0.1:3000/',
  loadTimeoutMs: 30_000,
  pageTimeoutMs: 5000,
  stallMs: 20_000,
  busy: { maxMs: 30_000, totalMs: 60_000 },
  settings: { allow: [], permissions: [], zoom: 1, cursor: 'shown', storage: 'keep', css: null, headers: {} },
};
const frame: PageEvent = { type: 'frame', drawn: true };
const empty: PageEvent = { type: 'frame', drawn: false };

/** A page with a clock of its own, and what was done to it. */
class Model {
  page: Page = held;
  at = 1000;
  done: PageAction[] = [];

  take(...events: PageEvent[]): this {
    for (const event of events) {
      const [page, actions] = step(this.page, event, this.at);
      this.page = page;
      this.done.push(...actions);
    }
    return this;
  }

  /** Time passes, with every tick in it at its moment. */
  pass(ms: number): this {
    const end = this.at + ms;
    for (let next = due(this.page); next !== null && next <= end; next = due(this.page)) {
      this.at = Math.max(this.at, next);
      this.take({ type: 'tick' });
    }
    this.at = end;
    return this;
  }

  show(): this {
    return this.take({ type: 'show', order });
  }

  shown(): this {
    return this.show().take({ type: 'answered' }, { type: 'loaded' }, frame);
  }

  /** Time passes, and the page draws on; `beat`: it beats once a second. */
  draws(ms: number, beat?: (second: number) => PageEvent): this {
    for (let second = 0; second < ms / 1000; second += 1) {
      this.take(frame, ...(beat === undefined ? [] : [beat(second)])).pass(1000);
    }
    return this;
  }

  /** What was done since the last question, as short words. */
  what(): string[] {
    return this.done.splice(0).map((action) => (action.do === 'tell' ? action.state : action.do));
  }
}

const refused: PageEvent = { type: 'load-failed', reason: 'ERR_CONNECTION_REFUSED' };
const killed: PageEvent = { type: 'gone', reason: 'killed, 9' };
const beat: PageEvent = { type: 'beat', progress: null };
const busy = (forMs: number): PageEvent => ({ type: 'busy', forMs });
const reason = (page: Model) => page.done.flatMap((action) => (action.do === 'tell' ? [action.message] : [])).at(-1);

/** A page in every phase of its life. */
const pages = (): [phase: string, page: Model][] => [
  ['loading', new Model().show()],
  ['pausing', new Model().show().take(refused)],
  ['painting', new Model().show().take({ type: 'loaded' })],
  ['shown', new Model().shown()],
  ['ending', new Model().shown().pass(5000)],
];

describe('the life of a page', () => {
  it('is on the screen when it has loaded, and shown when its first frame came', () => {
    const page = new Model().show();
    expect(page.what()).toEqual(['open', 'load']);
    expect(page.take({ type: 'answered' }).what()).toEqual([]);
    expect(page.take({ type: 'loaded' }).what()).toEqual(['attach']);
    expect(page.take(frame).what()).toEqual(['cover', 'shown']);
    expect(page.take(frame).pass(4999).what()).toEqual([]);
  });

  it('tries an address again after 0.25 s, then every 0.5 s, and tells a failure once', () => {
    const page = new Model().show();
    const tries: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      const failedAt = page.at;
      page.what();
      page.take(refused);
      expect(page.what()).toEqual(n === 0 ? ['detach', 'failed'] : ['detach']);
      page.pass((due(page.page) ?? Number.NaN) - page.at);
      expect(page.what()).toEqual(['load']);
      tries.push(page.at - failedAt);
    }
    expect(tries).toEqual([250, 500, 500, 500]);
  });

  it('gives up a try that is not answered, and is more patient with the next', () => {
    const page = new Model().show().pass(2999);
    expect(page.what()).toEqual(['open', 'load']);
    expect(page.pass(1).what()).toEqual(['stop', 'detach', 'failed']);
    expect(page.pass(250).what()).toEqual(['load']);
    expect(page.pass(5999).what()).toEqual([]);
    expect(page.pass(1).what()).toEqual(['stop', 'detach']);
  });

  it('leaves an answered page all its time to load', () => {
    const page = new Model().show().take({ type: 'answered' });
    page.what();
    expect(page.pass(29_999).what()).toEqual([]);
    expect(page.pass(1).what()).toEqual(['fatal']);
    expect(page.take({ type: 'loaded' }, frame).what()).toEqual(['attach', 'cover', 'shown']);
  });

  it('says fatal once when an address does not answer in time, and goes on trying', () => {
    const page = new Model().show();
    for (let n = 0; n < 100; n += 1) page.take(refused).pass(1000);
    const what = page.what();
    expect(what.filter((word) => word === 'fatal')).toHaveLength(1);
    expect(what.filter((word) => word === 'load').length).toBeGreaterThan(90);
    expect(page.take({ type: 'loaded' }, frame).what()).toContain('shown');
  });

  it('reloads at once when its renderer dies, over the holding page', () => {
    const page = new Model().shown();
    page.what();
    expect(page.take(killed).what()).toEqual(['reloading', 'detach', 'load']);
    expect(page.take({ type: 'loaded' }, frame).what()).toEqual(['attach', 'cover', 'shown']);
  });

  it('ends a frozen renderer and awaits its end before it loads again', () => {
    const page = new Model().shown();
    page.what();
    expect(page.pass(5000).what()).toEqual(['reloading', 'crash']);
    expect(page.take(frame, { type: 'loaded' }, refused).what()).toEqual([]);
    expect(page.take(killed).what()).toEqual(['detach', 'load']);
  });

  it('shows a document as it is when the rest of it does not come', () => {
    const page = new Model().show().take({ type: 'answered' }, { type: 'parsed' });
    page.what();
    expect(page.pass(4999).what()).toEqual([]);
    expect(page.pass(1).what()).toEqual(['attach']);
    expect(page.take(frame, { type: 'loaded' }).what()).toEqual(['cover', 'shown']);
  });

  it('begins to wait anew for a document that took the place of another', () => {
    const page = new Model().show().take({ type: 'answered' }, { type: 'parsed' }).pass(4000).take({ type: 'answered' });
    page.what();
    expect(page.pass(20_000).what()).toEqual([]);
    expect(page.take({ type: 'loaded' }).what()).toEqual(['attach']);
  });

  it('is not shown while there is nothing to see, and given up at the deadline', () => {
    const page = new Model().show().take({ type: 'loaded' });
    page.what();
    const draws = (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) page.take(empty).pass(1000);
    };
    draws(29);
    expect(page.what()).toEqual([]);
    draws(1);
    expect(page.what()).toEqual(['fatal', 'detach', 'failed']);
    page.pass(500).take({ type: 'loaded' });
    expect(page.what()).toEqual(['load', 'attach']);
    // Said once; each further try has all the time again.
    draws(29);
    expect(page.what()).toEqual([]);
    expect(page.take(frame).what()).toEqual(['cover', 'shown']);
  });

  it('has time to draw though its load took all there was', () => {
    const page = new Model().show().take({ type: 'answered' }).pass(29_999).take({ type: 'loaded' }, empty);
    page.what();
    expect(page.pass(4999).what()).toEqual([]);
  });

  it('is shown, whatever there is to see, when it says that it lives', () => {
    const page = new Model().show().take({ type: 'loaded' }, beat, empty);
    expect(page.what()).toEqual(['open', 'load', 'attach', 'cover', 'shown']);
  });

  it('stays shown when there is nothing to see for once', () => {
    expect(new Model().shown().take(empty).pass(4999).what()).not.toContain('detach');
  });

  it('is loaded anew for a person without a word, also when that was too often', () => {
    const page = new Model().shown();
    for (let n = 0; n < 10; n += 1) {
      page.what();
      expect(page.take({ type: 'refresh' }).what()).toEqual(['crash']);
      expect(page.take(killed, { type: 'loaded' }, frame).what()).toEqual(['detach', 'load', 'attach', 'cover', 'shown']);
    }
    expect(page.take(killed).what()).toEqual(['reloading', 'detach', 'load']);
  });

  it.each([
    ['loading', () => new Model().show()],
    ['pausing', () => new Model().show().take(refused)],
  ])('begins anew for a person while %s', (phase, make) => {
    const page = make();
    expect(page.page.phase).toBe(phase);
    page.what();
    expect(page.take({ type: 'refresh' }).what()).toEqual(['stop']);
    expect(page.pass(250).what()).toEqual(['load']);
    expect(page.pass(2999).what()).toEqual([]);
  });

  it('does not load twice for a person while it is about to be loaded', () => {
    const page = new Model().shown().pass(5000);
    page.what();
    expect(page.take({ type: 'refresh' }, killed).what()).toEqual(['detach', 'load']);
  });

  it('has nothing to load for a person while it is held', () => {
    expect(new Model().take({ type: 'refresh' }).what()).toEqual([]);
  });

  it('takes a page that never draws for a frozen one', () => {
    const page = new Model().show().take({ type: 'loaded' });
    page.what();
    expect(page.pass(5000).what()).toEqual(['reloading', 'crash']);
  });

  it('takes a fresh view and asks for help when a renderer does not end', () => {
    const page = new Model().shown().pass(5000);
    page.what();
    expect(page.pass(2000).what()).toEqual(['fatal', 'open', 'load']);
  });

  it('asks for a restart at the third reload within a minute, and goes on slowly', () => {
    const page = new Model().shown().take(killed, { type: 'loaded' }, frame).pass(1).take(killed, { type: 'loaded' }, frame);
    page.what();
    expect(page.take(killed).what()).toEqual(['failed', 'fatal', 'detach']);
    expect(page.pass(999).what()).toEqual([]);
    expect(page.pass(1).what()).toEqual(['load']);
    expect(page.take({ type: 'loaded' }, frame, killed).what()).toEqual(['attach', 'cover', 'shown', 'failed', 'detach']);
  });

  it('forgets reloads that are a minute old', () => {
    const page = new Model().shown();
    for (let n = 0; n < 10; n += 1) {
      for (let second = 0; second < 30; second += 1) page.take(frame).pass(1000);
      page.take(killed, { type: 'loaded' }, frame);
    }
    expect(page.what()).not.toContain('fatal');
  });

  it('takes a page that went on to an error off the screen, and brings the address back', () => {
    const page = new Model().shown();
    page.what();
    expect(page.take({ type: 'load-failed', reason: 'HTTP status 500' }).what()).toEqual(['detach', 'failed']);
    expect(page.pass(250).what()).toEqual(['load']);
  });

  it('does not take its own standstill for silence of the page', () => {
    const page = new Model().shown();
    page.what();
    page.take({ type: 'beat', progress: 1 });
    page.at += 60_000;
    page.take({ type: 'tick' });
    expect(page.what()).toEqual([]);
    expect(page.take(frame, { type: 'beat', progress: 1 }).pass(4999).what()).toEqual([]);
    expect(page.pass(1).what()).toEqual(['reloading', 'crash']);
  });

  it.each(pages())('comes to an end of its standstill when %s', (phase, page) => {
    expect(page.page.phase).toBe(phase);
    page.at += 60_000;
    page.take({ type: 'tick' });
    expect(due(page.page)).toBeGreaterThan(page.at);
  });

  it.each(pages())('is held at once when %s, and what still comes of it is passed over', (phase, page) => {
    expect(page.page.phase).toBe(phase);
    page.what();
    expect(page.take({ type: 'hold' }).what()).toEqual(['close', 'held']);
    expect(page.take({ type: 'answered' }, { type: 'loaded' }, frame, killed, refused, { type: 'tick' }).what()).toEqual([]);
    expect(due(page.page)).toBeNull();
    expect(page.show().what()).toEqual(['open', 'load']);
  });
});

describe('a page that speaks for itself', () => {
  it('promises nothing before its first beat', () => {
    expect(new Model().shown().take(busy(1000)).draws(300_000).what()).not.toContain('crash');
  });

  it('is frozen when it draws and does not beat any more', () => {
    const page = new Model().shown().draws(10_000, () => beat);
    page.take(frame);
    page.what();
    expect(page.pass(3999).what()).toEqual([]);
    page.take(frame).pass(1);
    expect(reason(page)).toBe('the page has not called beat for 5.0 s');
    expect(page.what()).toEqual(['reloading', 'crash']);
  });

  it('is frozen when it beats and does not draw any more', () => {
    const page = new Model().shown();
    page.what();
    for (let second = 0; second < 5; second += 1) page.take(beat).pass(1000);
    expect(reason(page)).toBe('the page has not moved for 5.0 s');
  });

  it('is frozen when its progress stands still, and only then', () => {
    const page = new Model().shown().draws(60_000, (second) => ({ type: 'beat', progress: second }));
    expect(page.what()).not.toContain('crash');
    page.draws(18_000, () => ({ type: 'beat', progress: 59 }));
    expect(page.what()).toEqual([]);
    page.draws(1_000, () => ({ type: 'beat', progress: 59 }));
    expect(reason(page)).toBe("the page's progress has stood still for 20.0 s");
    expect(page.what()).toEqual(['reloading', 'crash']);
  });

  it('needs no progress', () => {
    const page = new Model().shown().draws(60_000, () => beat);
    expect(page.what()).not.toContain('crash');
  });

  it('may be busy: neither draw nor beat, until the time that it asked for', () => {
    const page = new Model().shown().take(beat, busy(10_000));
    page.what();
    expect(page.pass(9999).what()).toEqual([]);
    expect(page.pass(1).what()).toEqual(['reloading', 'crash']);
  });

  it('is borne no longer than the order says, at once and in one stretch', () => {
    const once = new Model().shown().take(busy(Number.MAX_SAFE_INTEGER));
    once.what();
    expect(once.pass(29_999).what()).toEqual([]);
    expect(once.pass(1).what()).toEqual(['reloading', 'crash']);
    const stretch = new Model().shown().take(beat);
    stretch.what();
    for (let second = 0; second < 59; second += 1) stretch.take(frame, busy(30_000)).pass(1000);
    expect(stretch.what()).toEqual([]);
    expect(stretch.pass(1000).what()).toEqual(['reloading', 'crash']);
  });

  it('ends its busy time by a beat', () => {
    const page = new Model().shown().take(busy(30_000), beat);
    page.what();
    expect(page.pass(5000).what()).toEqual(['reloading', 'crash']);
  });

  it('has its stall counted on where it was when it becomes busy', () => {
    const page = new Model().shown().take({ type: 'beat', progress: 1 }, busy(25_000)).pass(24_000);
    page.draws(19_000, () => ({ type: 'beat', progress: 1 }));
    expect(page.what()).not.toContain('crash');
    page.draws(1_000, () => ({ type: 'beat', progress: 1 }));
    expect(page.what()).toContain('crash');
  });

  it('is not held to what the document before it promised', () => {
    const loaded = new Model().shown().take(beat, killed, { type: 'answered' }, { type: 'loaded' }).draws(60_000);
    expect(loaded.what().filter((word) => word === 'crash')).toEqual([]);
    const went = new Model().shown().take(beat, { type: 'answered' }).draws(60_000);
    expect(went.what()).not.toContain('crash');
  });

  it('has the time of its load to itself', () => {
    const page = new Model().show().take({ type: 'answered' }, { type: 'beat', progress: 1 }).pass(25_000);
    page.take({ type: 'loaded' }).pass(4999);
    expect(page.what()).toEqual(['open', 'load', 'attach']);
    expect(page.pass(1).what()).toEqual(['reloading', 'crash']);
  });

  it.each([
    ['loading', () => new Model().show().take({ type: 'answered' })],
    ['painting', () => new Model().show().take({ type: 'loaded' })],
    ['shown', () => new Model().shown()],
  ])('is loaded anew when it asks for it while %s', (phase, make) => {
    const page = make();
    expect(page.page.phase).toBe(phase);
    page.what();
    page.take({ type: 'ask', reason: 'it wants a restart' });
    expect(reason(page)).toBe('it wants a restart');
    expect(page.what()).toEqual(['reloading', 'crash']);
    expect(page.take({ type: 'ask', reason: 'again' }).what()).toEqual([]);
    expect(page.take(killed).what()).toEqual(['detach', 'load']);
  });

  it('asks in vain the third time within a minute: the supervisor has to help', () => {
    const page = new Model().shown();
    for (let n = 0; n < 3; n += 1) page.take({ type: 'ask', reason: 'me' }, killed).pass(1000).take({ type: 'loaded' }, frame);
    expect(page.what().filter((word) => word === 'fatal')).toHaveLength(1);
  });

  it('says nothing that matters while there is no page', () => {
    for (const page of [new Model(), new Model().show().take(refused), new Model().shown().pass(5000)]) {
      page.what();
      const { phase } = page.page;
      page.take(beat, busy(1000), { type: 'ask', reason: 'x' });
      expect(page.what()).toEqual([]);
      expect(page.page.phase).toBe(phase);
    }
  });

  it('is excused for not having drawn while it is not on the screen', () => {
    const page = new Model().show().take({ type: 'loaded' });
    page.what();
    for (let second = 0; second < 60; second += 1) page.take({ type: 'excused' }).pass(1000);
    expect(page.what()).toEqual([]);
    expect(due(page.page)).toBeGreaterThan(page.at);
  });

  it('counts as shown on a screen that takes no pictures, and is judged when it does again', () => {
    const page = new Model().show().take({ type: 'answered' }, { type: 'loaded' });
    page.what();
    for (let second = 0; second < 60; second += 1) page.take({ type: 'dark' }).pass(1000);
    expect(page.what()).toEqual(['cover', 'shown']);
    expect(page.pass(4000).what()).toEqual(['reloading', 'crash']);
  });

  it('is excused, words and frames, while a developer looks into it', () => {
    const page = new Model().shown().take({ type: 'beat', progress: 1 });
    page.what();
    for (let second = 0; second < 60; second += 1) page.take({ type: 'excused' }).pass(1000);
    expect(page.what()).toEqual([]);
    expect(due(page.page)).toBeGreaterThan(page.at);
    expect(page.pass(4000).what()).toEqual(['reloading', 'crash']);
  });
});
