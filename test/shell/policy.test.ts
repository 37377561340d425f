import { describe, expect, it } from 'vitest';
import { due, held, type Page, type PageAction, type PageEvent } from '../../electron/shell/page.ts';
import { step } from '../../electron/shell/policy.ts';

const order = { url: 'http://127.0.0.1:3000/', loadTimeoutMs: 30_000, pageTimeoutMs: 5000 };

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
    return this.show().take({ type: 'answered' }, { type: 'loaded' }, { type: 'beat' });
  }

  /** What was done since the last question, as short words. */
  what(): string[] {
    return this.done.splice(0).map((action) => (action.do === 'tell' ? action.state : action.do));
  }
}

const refused: PageEvent = { type: 'load-failed', reason: 'ERR_CONNECTION_REFUSED' };
const killed: PageEvent = { type: 'gone', reason: 'killed, 9' };

describe('the life of a page', () => {
  it('is on the screen when it has loaded, and shown when its first frame came', () => {
    const page = new Model().show();
    expect(page.what()).toEqual(['open', 'load']);
    expect(page.take({ type: 'answered' }).what()).toEqual([]);
    expect(page.take({ type: 'loaded' }).what()).toEqual(['attach']);
    expect(page.take({ type: 'beat' }).what()).toEqual(['shown']);
    expect(page.take({ type: 'beat' }).pass(4999).what()).toEqual([]);
  });

  it('tries an address again after 0.25, 0.5, 1 and 1 s, and tells a failure once', () => {
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
    expect(tries).toEqual([250, 500, 1000, 1000]);
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
    expect(page.take({ type: 'loaded' }, { type: 'beat' }).what()).toEqual(['attach', 'shown']);
  });

  it('says fatal once when an address does not answer in time, and goes on trying', () => {
    const page = new Model().show();
    for (let n = 0; n < 100; n += 1) page.take(refused).pass(1000);
    const what = page.what();
    expect(what.filter((word) => word === 'fatal')).toHaveLength(1);
    expect(what.filter((word) => word === 'load').length).toBeGreaterThan(90);
    expect(page.take({ type: 'loaded' }, { type: 'beat' }).what()).toContain('shown');
  });

  it('reloads at once when its renderer dies, over the holding page', () => {
    const page = new Model().shown();
    page.what();
    expect(page.take(killed).what()).toEqual(['reloading', 'detach', 'load']);
    expect(page.take({ type: 'loaded' }, { type: 'beat' }).what()).toEqual(['attach', 'shown']);
  });

  it('ends a frozen renderer and awaits its end before it loads again', () => {
    const page = new Model().shown();
    page.what();
    expect(page.pass(5000).what()).toEqual(['reloading', 'crash']);
    expect(page.take({ type: 'beat' }, { type: 'loaded' }, refused).what()).toEqual([]);
    expect(page.take(killed).what()).toEqual(['detach', 'load']);
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
    const page = new Model()
      .shown()
      .take(killed, { type: 'loaded' }, { type: 'beat' })
      .pass(1)
      .take(killed, { type: 'loaded' }, { type: 'beat' });
    page.what();
    expect(page.take(killed).what()).toEqual(['failed', 'fatal', 'detach']);
    expect(page.pass(999).what()).toEqual([]);
    expect(page.pass(1).what()).toEqual(['load']);
    expect(page.take({ type: 'loaded' }, { type: 'beat' }, killed).what()).toEqual(['attach', 'shown', 'failed', 'detach']);
  });

  it('forgets reloads that are a minute old', () => {
    const page = new Model().shown();
    for (let n = 0; n < 10; n += 1) {
      for (let second = 0; second < 30; second += 1) page.take({ type: 'beat' }).pass(1000);
      page.take(killed, { type: 'loaded' }, { type: 'beat' });
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
    page.at += 60_000;
    page.take({ type: 'tick' });
    expect(page.what()).toEqual([]);
    expect(page.take({ type: 'beat' }).pass(4999).what()).toEqual([]);
    expect(page.pass(1).what()).toEqual(['reloading', 'crash']);
  });

  it.each([
    ['loading', new Model().show()],
    ['pausing', new Model().show().take(refused)],
    ['painting', new Model().show().take({ type: 'loaded' })],
    ['shown', new Model().shown()],
    ['ending', new Model().shown().pass(5000)],
  ])('comes to an end of its standstill when %s', (phase, page) => {
    expect(page.page.phase).toBe(phase);
    page.at += 60_000;
    page.take({ type: 'tick' });
    expect(due(page.page)).toBeGreaterThan(page.at);
  });

  it.each([
    ['loading', new Model().show()],
    ['pausing', new Model().show().take(refused)],
    ['painting', new Model().show().take({ type: 'loaded' })],
    ['shown', new Model().shown()],
    ['ending', new Model().shown().pass(5000)],
  ])('is held at once when %s, and what still comes of it is passed over', (phase, page) => {
    expect(page.page.phase).toBe(phase);
    page.what();
    expect(page.take({ type: 'hold' }).what()).toEqual(['close', 'held']);
    expect(page.take({ type: 'answered' }, { type: 'loaded' }, { type: 'beat' }, killed, refused, { type: 'tick' }).what()).toEqual([]);
    expect(due(page.page)).toBeNull();
    expect(page.show().what()).toEqual(['open', 'load']);
  });
});
