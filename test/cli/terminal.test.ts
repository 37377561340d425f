import { describe, expect, it } from 'vitest';
import { logLineText } from '../../electron/cli/log-line.ts';
import { lookOf, wrap } from '../../electron/cli/terminal.ts';

const ESCAPE = String.fromCharCode(0x1b);
const BELL = String.fromCharCode(0x07);

it.each([
  ['one two three', 7, ['one two', 'three']],
  ['one two', 7, ['one two']],
  ['unbreakable', 4, ['unbreakable']],
  ['', 10, ['']],
])('wraps %j at %d', (text, width, lines) => {
  expect(wrap(text, width)).toEqual(lines);
});

describe("other people's text", () => {
  const terminal = lookOf({ isTTY: true, columns: 80 }, {});

  it.each([
    ['plain\ttext', 'plain\ttext'],
    [`a${ESCAPE}[2Jb${BELL}`, 'a\uFFFD[2Jb\uFFFD'],
    [`${ESCAPE}[31mred`, `${ESCAPE}[31mred${ESCAPE}[0m`],
    [`${ESCAPE}]0;title${BELL}`, '\uFFFD]0;title\uFFFD'],
  ])('%j reaches a terminal as %j', (text, safe) => {
    expect(terminal.safe(text)).toBe(safe);
  });

  it('reaches a file as it is', () => {
    expect(lookOf({ isTTY: false }, {}).safe(`${ESCAPE}[2J`)).toBe(`${ESCAPE}[2J`);
  });
});

describe('a line of a log', () => {
  const look = lookOf({}, {});
  const time = new Date(2026, 10, 21, 9, 5, 7, 42);

  it('of a service', () => {
    expect(logLineText({ time, service: 'core', stream: 'err', text: 'no frame' }, look)).toBe(
      '2026-11-21 09:05:07.042  core        no frame',
    );
  });

  it('of Invigil itself', () => {
    expect(logLineText({ time, service: 'core', stream: 'inv', text: 'started, pid 12' }, look)).toBe(
      '2026-11-21 09:05:07.042  core        -- started, pid 12',
    );
  });
});
