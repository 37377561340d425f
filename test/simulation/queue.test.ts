import { expect, it } from 'vitest';
import { Random } from './random.ts';
import { Queue } from './world/queue.ts';

it('gives out what is soonest, and what is due together in the order in which it was put in', () => {
  const random = new Random('queue');
  const queue = new Queue();
  const due = Array.from({ length: 500 }, () => ({ at: random.whole(0, 50), order: 0, happen: () => undefined }));
  for (const one of due) queue.put(one);
  const out = due.map(() => queue.take());
  expect(out).toEqual(due.toSorted((one, other) => one.at - other.at || one.order - other.order));
  expect(queue.first).toBeUndefined();
});

it('moves everything when the machine stands still', () => {
  const queue = new Queue();
  queue.put({ at: 5, order: 0, happen: () => undefined });
  queue.postpone(10);
  expect(queue.first?.at).toBe(15);
});
