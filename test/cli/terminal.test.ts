import { expect, it } from 'vitest';
import { lookOf, wrap } from '../../electron/cli/terminal.ts';

it.each([
  ['one two three', 7, ['one two', 'three']],
  ['one two', 7, ['one two']],
  ['unbreakable', 4, ['unbreakable']],
  ['', 10, ['']],
])('wraps %j at %d', (text, width, lines) => {
  expect(wrap(text, width)).toEqual(lines);
});

it.each([
  [true, {}, true],
  [true, { NO_COLOR: '' }, true],
  [true, { NO_COLOR: '1' }, false],
  [true, { TERM: 'dumb' }, false],
  [false, {}, false],
])('on a terminal: %j, with %j: colours: %j', (isTTY, environment, colours) => {
  expect(lookOf({ isTTY }, environment).colours).toBe(colours);
});
