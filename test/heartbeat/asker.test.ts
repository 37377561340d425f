/** The asker on a virtual clock; `setImmediate` is real, as its turns are what an answer gets to be read in. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Asker } from '../../electron/heartbeat/asker.ts';
import type { Answer } from '../../electron/heartbeat/question.ts';

const turns = async () => {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
};

/** A question whose answers the test gives. */
function question() {
  const began: number[] = [];
  const answers: Answer[] = [];
  let open = 0;
  let reply: (answer: Answer) => void = () => undefined;
  const asker = new Asker(
    (answered) => {
      began.push(performance.now() - start);
      open += 1;
      reply = answered;
      let letGo = false;
      return () => {
        if (!letGo) open -= 1;
        letGo = true;
      };
    },
    { intervalMs: 1000, timeoutMs: 5000 },
    (answer) => answers.push(answer),
  );
  return { asker, began, answers, open: () => open, reply: (answer: Answer) => reply(answer) };
}

let start = 0;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  start = performance.now();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a question', () => {
  it('is asked hastily until it is answered as wanted, then at its interval', () => {
    const { asker, began, reply } = question();
    for (let asked = 0; asked < 8; asked++) {
      reply(asked < 5 ? 'refused' : null);
      vi.advanceTimersToNextTimer();
    }
    expect(began.map(Math.round)).toEqual([0, 200, 500, 950, 1625, 2625, 3625, 4625, 5625]);
    asker.close();
  });

  it('is never asked twice at once, and at once after an answer that took long', () => {
    const { asker, began, reply, open } = question();
    vi.advanceTimersByTime(3000);
    expect(began).toEqual([0]);
    reply(null);
    vi.advanceTimersByTime(0);
    expect(began).toEqual([0, 3000]);
    expect(open()).toBe(1);
    reply(null);
    vi.advanceTimersByTime(999);
    expect(began).toHaveLength(2);
    asker.close();
    expect(open()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('counts as not answered after its timeout, and only its first answer counts', async () => {
    const { asker, answers, reply, open } = question();
    vi.advanceTimersByTime(5000);
    expect(answers).toEqual([]);
    await turns();
    expect(answers).toEqual(['no answer within 5 s']);
    expect(open()).toBe(0);
    reply(null);
    expect(answers).toHaveLength(1);
    asker.close();
  });

  it('is answered by what came while the loop stood still', async () => {
    const { asker, answers, reply } = question();
    vi.advanceTimersByTime(5000);
    // Read in the turn that follows.
    reply(null);
    await turns();
    expect(answers).toEqual([null]);
    asker.close();
  });

  it('gets the time back that the loop was late, once', async () => {
    const { asker, answers } = question();
    // The timer was due after 5 s and fires after 8.
    const now = performance.now() + 8000;
    vi.spyOn(performance, 'now').mockReturnValueOnce(now);
    vi.advanceTimersByTime(5000);
    await turns();
    expect(answers).toEqual([]);
    vi.advanceTimersByTime(3000);
    await turns();
    expect(answers).toEqual(['no answer within 5 s']);
    asker.close();
  });

  it('is not asked any more when it is closed, whatever comes in', () => {
    const { asker, began, answers, reply } = question();
    asker.close();
    reply(null);
    vi.advanceTimersByTime(60_000);
    expect([began.length, answers.length]).toEqual([1, 0]);
  });
});
