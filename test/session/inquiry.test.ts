import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inquire } from '../../electron/session/inquiry.ts';
import type { Verdict } from '../../electron/session/watch.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

const YES: Verdict = { holds: true, detail: 'yes' };
const NO: Verdict = { holds: false, detail: 'no' };

/** A world that answers at once, as `world.answer` says, or not until nobody waits any longer (null). */
function inquiry(answer: Verdict | null) {
  const world = { answer, asked: 0, under_way: 0, most: 0, told: '' };
  const ask = async (signal: AbortSignal): Promise<Verdict> => {
    world.asked++;
    world.most = Math.max(world.most, ++world.under_way);
    if (world.answer === null) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    world.under_way--;
    return world.answer ?? { holds: false, detail: 'silence' };
  };
  const pauseMs = (lackingMs: number) => (lackingMs < 60_000 ? 1000 : 5000);
  const watch = inquire({ ask, withinMs: 2000, pauseMs }, ({ detail }) => {
    world.told += `${detail} `;
  });
  return { world, watch };
}

it('asks every 30 s while the answer is yes', async () => {
  const { world } = inquiry(YES);
  await vi.advanceTimersByTimeAsync(95_000);
  expect(world.asked).toBe(4);
});

it('asks once a second while it is no, and after a minute every five', async () => {
  const { world } = inquiry(NO);
  await vi.advanceTimersByTimeAsync(59_500);
  expect(world.asked).toBe(60);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(world.asked).toBe(72);
  world.answer = YES;
  await vi.advanceTimersByTimeAsync(10_000);
  world.answer = NO;
  world.asked = 0;
  await vi.advanceTimersByTimeAsync(40_000);
  expect(world.asked).toBeGreaterThan(10);
});

it('takes silence for no after its time, and asks again', async () => {
  const { world } = inquiry(null);
  await vi.advanceTimersByTimeAsync(1900);
  expect(world.told).toBe('');
  await vi.advanceTimersByTimeAsync(200);
  expect(world.told).toBe('silence ');
  world.answer = YES;
  await vi.advanceTimersByTimeAsync(1000);
  expect(world.told).toBe('silence yes ');
});

it('looks at once, and has an answer within a second even where all are silent', async () => {
  const { world, watch } = inquiry(YES);
  await vi.advanceTimersByTimeAsync(10_000);
  world.answer = null;
  watch.look();
  await vi.advanceTimersByTimeAsync(900);
  expect(world.told).toBe('yes silence ');
});

it('drops the asking under way for a look, whose answer alone counts', async () => {
  const { world, watch } = inquiry(null);
  await vi.advanceTimersByTimeAsync(500);
  world.answer = NO;
  watch.look();
  await vi.advanceTimersByTimeAsync(0);
  expect([world.told, world.asked]).toEqual(['no ', 2]);
  await vi.advanceTimersByTimeAsync(999);
  expect(world.asked).toBe(2);
});

it('says and asks nothing after its end', async () => {
  const { world, watch } = inquiry(null);
  await vi.advanceTimersByTimeAsync(500);
  watch.close();
  await vi.advanceTimersByTimeAsync(100_000);
  expect([world.told, world.asked, world.under_way]).toEqual(['', 1, 0]);
});
