import { expect, test } from 'vitest';
import { Latecomer } from '../../electron/supervisor/latecomer.ts';

test('who comes late is told all of it, in its order', () => {
  const heard: string[] = [];
  const guest = new Latecomer<(word: string) => void>((error) => heard.push(String(error)));
  guest.tell((say) => {
    say('first');
    guest.tell((again) => again('brought by the first'));
  });
  guest.tell(() => {
    throw new Error('a bug');
  });
  guest.tell((say) => say('second'));
  expect(heard).toEqual([]);
  guest.arrives((word) => heard.push(word));
  expect(heard).toEqual(['first', 'Error: a bug', 'second', 'brought by the first']);
  guest.tell((say) => say('at once'));
  expect(heard.at(-1)).toBe('at once');
});
