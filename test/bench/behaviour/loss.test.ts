import { expect, test } from 'vitest';
import { lossOf } from './loss.ts';

const FILLING = 'x'.repeat(88);
const STAMP = '2026-01-02T03:04:05.678Z out ';
const line = (number: number, before = STAMP) => `${before}${String(number).padStart(10, '0')} ${FILLING}\n`;
const lines = (...numbers: number[]) => numbers.map((number) => line(number)).join('');

test('a log with every line has lost none', () => {
  expect(lossOf(lines(0, 1, 2), 3)).toEqual({ damaged: 0, missing: 0, rotated: 0, told: false, lastKept: true });
});

test('a line is found behind whatever stands before it', () => {
  for (const before of ['', '2026-01-02 03:04:05.67891 ', '@4000000065933f0b2ac9f1c4 ', '2026-01-02T03:04:05: ']) {
    expect(lossOf(line(0, before), 1)).toMatchObject({ damaged: 0, missing: 0, lastKept: true });
  }
});

test('a gap is a loss, and so is the end; the beginning went with old files', () => {
  expect(lossOf(lines(2, 3, 5), 8)).toEqual({ damaged: 3, missing: 3 * 88, rotated: 2, told: false, lastKept: false });
});

test('an empty log has lost everything', () => {
  expect(lossOf('', 4)).toEqual({ damaged: 4, missing: 4 * 88, rotated: 0, told: false, lastKept: false });
});

test('a log may say of its losses', () => {
  const mark = '2026-01-02T03:04:05.678Z inv 3 chunks (196.6 kB) dropped: the disk was too slow\n';
  expect(lossOf(`${line(0)}${mark}${line(2)}`, 3)).toMatchObject({ damaged: 1, told: true, lastKept: true });
});

test('a line with a time in its middle is cut, and nothing of it missing', () => {
  const cutInNumber = `${STAMP}00000\n${STAMP}00001 ${FILLING}\n`;
  const cutInText = line(2).replace('xxx', `xxx\n${STAMP}`);
  expect(lossOf(`${line(0)}${cutInNumber}${cutInText}${line(3)}`, 4)).toMatchObject({ damaged: 2, missing: 0 });
});

test('a line without its beginning is damaged, and that is missing', () => {
  expect(lossOf(`${line(0)}${STAMP}xxx\n${line(2)}`, 3)).toMatchObject({ damaged: 1, missing: 85 });
});
