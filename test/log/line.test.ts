import { describe, expect, it } from 'vitest';
import { isStart, linePrefix, PREFIX_BYTES, parseLine, START_MARK } from '../../electron/log/line.ts';

const at = Date.UTC(2026, 10, 21, 15, 0, 0, 123);

describe('a line of a log file', () => {
  it('is read as it was written', () => {
    const raw = Buffer.from(`${linePrefix(at, 'out')}grün\u0000\u001b[31m`);
    expect(linePrefix(at, 'out')).toHaveLength(PREFIX_BYTES);
    expect(raw.toString().slice(0, PREFIX_BYTES)).toBe('2026-11-21T15:00:00.123Z out ');
    expect(parseLine(raw, 'core', new Date(0))).toEqual({
      time: new Date(at),
      service: 'core',
      stream: 'out',
      text: 'grün\u0000\u001b[31m',
    });
  });

  it.each(['', 'torn in the middle', '2026-11-21T15:00:00.123Z', '2026-11-21T15:00:00.123Z nix x', '\u0000\u0000'])(
    'that is torn is kept: %j',
    (text) => {
      const neighbour = new Date(at);
      expect(parseLine(Buffer.from(text), 'core', neighbour)).toEqual({ time: neighbour, service: 'core', stream: 'inv', text });
    },
  );

  it('tells the mark of a start from other lines', () => {
    const line = (stream: 'inv' | 'out', text: string) => Buffer.from(`${linePrefix(at, stream)}${text}`);
    expect(isStart(line('inv', START_MARK))).toBe(true);
    expect(isStart(line('out', START_MARK))).toBe(false);
    expect(isStart(line('inv', 'starting up'))).toBe(false);
    expect(isStart(Buffer.from('x'))).toBe(false);
  });
});
