import { describe, expect, it } from 'vitest';
import { cutBefore, LONGEST_LINE, lastPartOf, stampLines } from '../../../electron/log/writing/stamp.ts';

const prefix = Buffer.from('> ');

function stamped(source: string | Buffer, room = 1e6): { text: string; read: number } {
  const target = Buffer.alloc(room);
  const { read, filled } = stampLines(Buffer.from(source), prefix, target, 0);
  return { text: target.toString('utf8', 0, filled), read };
}

describe('stamping', () => {
  it('puts the prefix before each line', () => {
    expect(stamped('one\n\ntwo\n').text).toBe('> one\n> \n> two\n');
  });

  it('ends a last line that has no end', () => {
    expect(stamped('one\ntwo').text).toBe('> one\n> two\n');
  });

  it('stops before a line that has no room', () => {
    expect(stamped('one\ntwo\n', 11)).toEqual({ text: '> one\n', read: 4 });
    expect(stamped('one\ntwo\n', 12)).toEqual({ text: '> one\n> two\n', read: 8 });
  });

  it('keeps control characters', () => {
    expect(stamped('a\b\u0000\u001b[2J\n').text).toBe('> a\b\u0000\u001b[2J\n');
  });

  it.each([
    ['a\r\nb\r\n', ['a', 'b']],
    ['a\r\r\n', ['a']],
    ['10%\r20%\r30%\n', ['30%']],
    ['\r10%\r20%\r\rdone\r\nnext\n', ['done', 'next']],
    ['one\n\rtwo', ['one', 'two']],
    ['\r\n\r\r', ['', '']],
    [`${'x'.repeat(70_000)}\rshort\n`, ['short']],
    [`short\r${'x'.repeat(LONGEST_LINE + 2)}\r\nnext\n`, ['x'.repeat(LONGEST_LINE), 'xx', 'next']],
  ])('keeps of a line that was written again its last part: %.30j', (source, lines) => {
    const { text, read } = stamped(source);
    expect(text).toBe(lines.map((line) => `> ${line}\n`).join(''));
    expect(read).toBe(source.length);
  });

  it.each([
    ['10%', 0],
    ['10%\r', 0],
    ['10%\r20%', 4],
    ['10%\r20%\r\r', 4],
    ['\r', 0],
  ])('knows what is left of the unfinished %j', (line, from) => {
    expect(lastPartOf(Buffer.from(line))).toBe(from);
  });

  it('replaces what is not UTF-8, and only that', () => {
    const source = Buffer.concat([Buffer.from('gr\u00fcn\n'), Buffer.from([0x61, 0xff, 0xc3, 0x0a]), Buffer.from('\u20ac\n')]);
    expect(stamped(source)).toEqual({ text: '> grün\n> a\ufffd\ufffd\n> €\n', read: source.length });
  });

  it('leaves room for what replacing adds', () => {
    expect(stamped(Buffer.from([0xff, 0xff, 0x0a]), 8).read).toBe(0);
    expect(stamped(Buffer.from([0xff, 0xff, 0x0a]), 9).read).toBe(3);
  });

  it('cuts a line over 64 KiB into pieces, never through a character', () => {
    const { text } = stamped(`a${'€'.repeat(50_000)}\nend\n`);
    const pieces = text.split('\n').map((line) => line.slice(2));
    expect(pieces.slice(0, -2).join('')).toBe(`a${'€'.repeat(50_000)}`);
    expect(pieces.map((piece) => Buffer.byteLength(piece))).toEqual([65_536, 65_535, 18_930, 3, 0]);
    expect(text).not.toContain('\ufffd');
  });

  it('leaves a line of just 64 KiB in one piece', () => {
    expect(stamped(`${'x'.repeat(LONGEST_LINE)}\n`).text.match(/>/g)).toHaveLength(1);
    expect(stamped(`${'x'.repeat(LONGEST_LINE + 1)}\n`).text.match(/>/g)).toHaveLength(2);
  });

  it('cuts where the limit is when there are no characters', () => {
    expect(cutBefore(Buffer.alloc(10, 0x80), 0, 8)).toBe(8);
  });
});
