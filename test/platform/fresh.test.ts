import { expect, it } from 'vitest';
import { fresh } from '../../electron/platform/fresh.ts';

it('is found out when it is asked for, at most every so often, and anew when it has changed', async () => {
  let clock = 0;
  let found = 0;
  const value = fresh(
    1_000,
    async () => ++found,
    () => clock,
  );
  expect(found).toBe(0);
  expect(await Promise.all([value.get(), value.get()])).toEqual([1, 1]);
  clock = 999;
  expect(await value.get()).toBe(1);
  clock = 1_000;
  expect(await value.get()).toBe(2);
  value.forget();
  expect(await value.get()).toBe(3);
});

it('whoever asks while it is being found out waits for the same answer, however long that takes', async () => {
  let clock = 0;
  let asked = 0;
  const answer = Promise.withResolvers<string>();
  const value = fresh(
    1_000,
    () => {
      asked += 1;
      return answer.promise;
    },
    () => clock,
  );
  const first = value.get();
  clock = 5_000;
  const second = value.get();
  answer.resolve('it');
  expect([await first, await second, asked]).toEqual(['it', 'it', 1]);
});
