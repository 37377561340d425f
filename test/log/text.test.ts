import { expect, it } from 'vitest';
import { colouredText, plainText } from '../../electron/log/text.ts';

const ESC = '\u001b';
const RESET = `${ESC}[0m`;

it.each([
  ['plain\ttext, grün 🎈', 'plain\ttext, grün 🎈', 'plain\ttext, grün 🎈'],
  [`${ESC}[31mred${ESC}[39m and ${ESC}[38;5;208morange`, 'red and orange', `${ESC}[31mred${ESC}[39m and ${ESC}[38;5;208morange${RESET}`],
  [`a${ESC}[2Jb${ESC}[1;1Hc\u0007`, 'abc', 'abc'],
  [`a${ESC}]0;a title with blanks\u0007b`, 'ab', 'ab'],
  [`${ESC}]8;;http://x/${ESC}\\link${ESC}]8;;${ESC}\\`, 'link', 'link'],
  [`${ESC}P0;1|17/41${ESC}\\b`, 'b', 'b'],
  [`${ESC}]0;never ends`, '0;never ends', '0;never ends'],
  [`${ESC}(0qq${ESC}c${ESC}7`, 'qq', 'qq'],
  ['\u009b2Ja\u009d0;x\u009cb', 'ab', 'ab'],
  [`cut off ${ESC}[3`, 'cut off ', 'cut off '],
  [`${ESC}`, '', ''],
  [`${ESC}[?25l${ESC}[>4;1ma`, 'a', 'a'],
  ['nul\u0000 and delete\u007f', 'nul and delete', 'nul and delete'],
  ['|\b/\b-\b', '-', '-'],
  ['12%\b\b\b100%', '100%', '100%'],
  ['ab\b\b\b\bc🎈\bd', 'cd', 'cd'],
  [`a${ESC}[31m\bb`, 'b', `${ESC}[31mb${RESET}`],
])('%j is shown as %j, on a terminal as %j', (text, plain, coloured) => {
  expect(plainText(text)).toBe(plain);
  expect(colouredText(text)).toBe(coloured);
});

it('is quick, whatever was written', () => {
  for (const part of [`${ESC}]`, `${ESC}[`, `${ESC}[31`, '\u0090', '\b', `a${ESC}P`, ';'.repeat(9)])
    expect(plainText(part.repeat(100_000)).length).toBeLessThan(1e6);
});
