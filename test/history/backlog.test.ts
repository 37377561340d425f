import { expect, it } from 'vitest';
import { Backlog } from '../../electron/history/backlog.ts';
import { row } from './folder.ts';

const picture = (megabytes: number) => new Uint8Array(megabytes * 1024 * 1024);

it('of each incident the newest is written, in the order in which they came, with the picture it had', () => {
  const backlog = new Backlog();
  backlog.put(row('a', { picture: picture(1) }));
  backlog.put(row('b'));
  backlog.put(row('a', { document: '"newer"' }));
  expect(backlog.first()).toMatchObject({ id: 'a', document: '"newer"', picture: { length: 1024 * 1024 } });
});

it('what has changed while it was written is written again', () => {
  const backlog = new Backlog();
  backlog.put(row('a'));
  const first = backlog.first();
  backlog.put(row('a', { document: '"newer"' }));
  if (first !== undefined) backlog.done(first);
  expect(backlog.first()?.document).toBe('"newer"');
});

it('without room the oldest pictures go first, then the oldest incidents, and all are counted', () => {
  const backlog = new Backlog();
  for (const id of ['a', 'b', 'c']) backlog.put(row(id, { picture: picture(6) }));
  expect([backlog.size, backlog.first()?.picture, backlog.takeDropped()]).toEqual([3, null, 1]);
  for (let count = 0; count < 50; count++) backlog.put(row(`later ${count}`));
  expect([backlog.size, backlog.first()?.id, backlog.takeDropped(), backlog.takeDropped()]).toEqual([50, 'later 0', 3, 0]);
});
