import { describe, expect, it } from 'vitest';
import { logLineJson, logLineText } from '../../electron/cli/log-line.ts';
import { lookOf } from '../../electron/cli/terminal.ts';
import type { Stream } from '../../electron/log/read.ts';

const ESCAPE = '\u001b';
const plain = lookOf({}, {});
const terminal = lookOf({ isTTY: true, columns: 80 }, {});
const line = (text: string, stream: Stream = 'out') => ({ time: new Date(2026, 10, 21, 9, 5, 7, 42), service: 'core', stream, text });

describe('a line of a log, for people', () => {
  it('of a service', () => {
    expect(logLineText(line('no frame', 'err'), plain)).toBe('2026-11-21 09:05:07.042  core        no frame');
  });

  it('of Invigil itself', () => {
    expect(logLineText(line('started, pid 12', 'inv'), plain)).toBe('2026-11-21 09:05:07.042  core        -- started, pid 12');
  });

  it('has the colours of the program on a terminal alone', () => {
    const text = `${ESCAPE}[31mno${ESCAPE}[2J frame`;
    expect(logLineText(line(text), terminal)).toContain(`${ESCAPE}[31mno frame${ESCAPE}[0m`);
    expect(logLineText(line(text), plain)).toBe('2026-11-21 09:05:07.042  core        no frame');
    expect(logLineText(line(text), lookOf({ isTTY: true }, { NO_COLOR: '1' }))).toBe('2026-11-21 09:05:07.042  core        no frame');
  });

  it('says in words what a line of JSON says', () => {
    expect(logLineText(line('{"level":40,"msg":"late","ms":41}'), plain)).toBe('2026-11-21 09:05:07.042  core        WARN  late ms=41');
  });
});

describe('a line of a log, for programs', () => {
  it('is without escape sequences', () => {
    expect(JSON.parse(logLineJson(line(`${ESCAPE}[31mno frame`)))).toEqual({
      time: line('').time.toISOString(),
      service: 'core',
      stream: 'out',
      text: 'no frame',
    });
  });

  it('has the fields of a line of JSON beside its text', () => {
    const text = '{"level":40,"msg":"late","ms":41}';
    expect(JSON.parse(logLineJson(line(text)))).toMatchObject({ text, fields: { level: 40, msg: 'late', ms: 41 } });
  });
});
