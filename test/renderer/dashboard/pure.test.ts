import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../electron/documents/log-search.ts';
import { de } from '../../../electron/documents/words/de.ts';
import { en } from '../../../electron/documents/words/en.ts';
import { ago } from '../../../renderer/dashboard/ago.ts';
import { expectation } from '../../../renderer/dashboard/expectation.ts';
import { figuresOf, machineGraphs } from '../../../renderer/dashboard/graphs/series.ts';
import { first, KEPT, newer, older } from '../../../renderer/dashboard/logs/lines.ts';
import { marked } from '../../../renderer/dashboard/logs/marked.ts';
import { marksOf, placeOf, scaleOf, scaleText } from '../../../renderer/dashboard/now/strip-scale.ts';
import { stripText } from '../../../renderer/dashboard/now/strip-text.ts';
import { address, parseRoute } from '../../../renderer/dashboard/route.ts';
import { untilMidnight } from '../../../renderer/exhibit/pauses.ts';
import { clock, moment } from '../../../renderer/parts/format.ts';
import { DASHBOARD } from '../dashboard-scenarios.ts';

describe('addresses', () => {
  it.each([
    ['', 'now', ''],
    ['#/', 'now', ''],
    ['#/incidents/12', 'incidents', '12'],
    ['#/logs?services=core&search=a%26b', 'logs', ''],
    ['#/elsewhere', null, ''],
  ])('%j is the page %s', (hash, page, rest) => {
    expect(parseRoute(hash)).toMatchObject({ page, rest });
  });

  it('carry what is asked for, whatever letters are in it', () => {
    const search = 'a&b=c?#ü/"';
    const to = address('logs', '', { services: 'core,audio', search, line: '' });
    expect(parseRoute(to).query.get('search')).toBe(search);
    expect(parseRoute(to).query.get('services')).toBe('core,audio');
    expect(to).not.toContain('line');
  });
});

describe('lines of the logs', () => {
  const line = (index: number): LogLine => ({ cursor: `c${index}`, service: 'core', at: index, stream: 'out', text: `${index}` });
  const stretch = (from: number, until: number) => Array.from({ length: until - from }, (_, index) => line(from + index));
  const page = (from: number, until: number, before: string | null = `c${from}`) => ({
    lines: stretch(from, until),
    before,
    stopped_early: false,
  });
  const ends = ({ lines }: { readonly lines: readonly LogLine[] }) => [lines[0]?.cursor, lines.at(-1)?.cursor, lines.length];

  it('grow at both ends, and say how far they moved', () => {
    const all = older(newer(first(page(800, 1_000), true), stretch(1_000, 1_003)), page(600, 800));
    expect(ends(all)).toEqual(['c600', 'c1002', 403]);
    expect(all).toMatchObject({ shifted: 200, atEnd: true, before: 'c600' });
  });

  it('take what is said twice once', () => {
    const all = newer(first(page(0, 10), true), stretch(5, 12));
    expect(ends(all)).toEqual(['c0', 'c11', 12]);
    expect(newer(all, stretch(8, 12))).toBe(all);
  });

  it('are so many at most, whatever comes: the oldest go, and can be read again', () => {
    let all = first(page(0, 200, null), true);
    for (let from = 200; from < 1_000_000; from += 9_980) all = newer(all, stretch(from, Math.min(1_000_000, from + 9_980)));
    expect(ends(all)).toEqual([`c${1_000_000 - KEPT}`, 'c999999', KEPT]);
    expect(all).toMatchObject({ before: `c${1_000_000 - KEPT}`, shifted: KEPT - 1_000_000 });
  });

  it('let the newest go where somebody reads far back, and then follow no more', () => {
    let all = first(page(90_000, 100_000), true);
    all = older(all, page(75_000, 90_000));
    expect(ends(all)).toEqual(['c75000', 'c94999', KEPT]);
    expect(all.atEnd).toBe(false);
    expect(newer(all, [line(100_000)])).toBe(all);
  });
});

describe('finds', () => {
  it.each([
    ['Lamp 4, lamp 5', 'LAMP', ['[Lamp]', ' 4, ', '[lamp]', ' 5']],
    ['nothing', 'lamp', ['nothing']],
    ['a.b', '.', ['a', '[.]', 'b']],
    ['', 'x', ['']],
    ['all', '', ['all']],
    // İ has two letters as a small one: no place can be told, so nothing is marked wrongly.
    ['İx', 'x', ['İx']],
  ])('in %j of %j', (text, search, parts) => {
    expect(marked(text, search).map(({ part, found }) => (found ? `[${part}]` : part))).toEqual(parts);
  });
});

describe('graphs', () => {
  it('say least, mean, most and now', () => {
    expect(figuresOf([1, null, 3, 8])).toEqual({ now: 8, min: 1, mean: 4, max: 8, total: 12 });
    expect(figuresOf([4, null])?.now).toBe(4);
    expect(figuresOf([4, null, null])?.now).toBeNull();
    expect(figuresOf([null])).toBeNull();
  });

  it('leave out what cannot be measured', () => {
    expect(machineGraphs(DASHBOARD.healthy.resources.hour, en).map(({ name }) => name)).toEqual([
      'Processor',
      'Memory',
      'Temperature',
      'Disk',
    ]);
  });
});

describe('a day as a sentence', () => {
  const hour = 3_600_000;
  const stretch = (from: number, to: number, state: 'running' | 'restarted' | 'off', restarts = 0) => ({
    from: from * hour,
    to: to * hour,
    state,
    restarts,
  });

  it('says how long it was what, the longest first', () => {
    const day = [stretch(0, 2, 'off'), stretch(2, 20, 'running'), stretch(20, 20.1, 'restarted', 2), stretch(20.1, 24, 'running')];
    expect(stripText(day, en)).toBe('running 21 h, switched off 2 h, restarted 6 min, 2 restarts');
    expect(stripText(day, de)).toBe('lief 21 h, ausgeschaltet 2 h, neu gestartet 6 min, 2 Neustarts');
    expect(stripText([], en)).toBe('nothing is known of them');
  });
});

describe('the time that strips show', () => {
  const MINUTE = 60_000;
  const to = Date.parse('2026-11-21T22:40:00Z');
  const day = (begin: number) => ({
    from: to - 1_440 * MINUTE,
    to,
    services: [
      {
        name: 'core',
        stretches: [
          { from: to - 1_440 * MINUTE, to: to - begin * MINUTE, state: 'off' as const, restarts: 0 },
          { from: to - begin * MINUTE, to, state: 'running' as const, restarts: 0 },
        ],
      },
    ],
  });
  const shown = (begin: number) => {
    const scale = scaleOf(day(begin));
    const marks = marksOf(scale, 'Europe/Berlin').map((at) => new Date(at).toISOString().slice(11, 16));
    return [scaleText(scale, day(begin), en, 'Europe/Berlin'), marks.join(' ')];
  };

  it('is a day, or what is known of it, and an hour at least; its marks are even times of the exhibit', () => {
    expect(shown(1_440)).toEqual(['The last 24 hours', '23:00 05:00 11:00 17:00']);
    expect(shown(5)).toEqual(['The last hour', '21:40 21:50 22:00 22:10 22:20 22:30']);
    expect(shown(400)).toEqual(['Since 17:00', '17:00 19:00 21:00']);
    expect(scaleOf({ ...day(5), services: [] })).toEqual({ from: to - 60 * MINUTE, to });
  });

  it('holds everything between its ends', () => {
    const scale = scaleOf(day(60));
    expect([to - 90 * MINUTE, to - 30 * MINUTE, to + MINUTE].map((at) => placeOf(at, scale))).toEqual([0, 0.5, 1]);
  });
});

describe('times', () => {
  const at = new Date('2026-11-21T22:30:15Z');

  it('are those of the exhibit', () => {
    expect(clock(at, 'Europe/Berlin')).toBe('23:30');
    expect(clock(at, 'America/New_York')).toBe('17:30');
    expect(moment(at, new Date('2026-11-22T09:00:00Z'), 'en', 'Europe/Berlin')).toBe('21 Nov 23:30:15');
    // Already tomorrow there.
    expect(moment(at, new Date('2026-11-22T09:00:00Z'), 'en', 'Asia/Tokyo')).toBe('07:30:15');
    expect(clock(at, 'Nowhere/At_All')).toBe(clock(at));
  });

  it('know its midnight, on days on which clocks change too', () => {
    expect(untilMidnight(at, 'Europe/Berlin')).toBe('30m');
    expect(untilMidnight(at, 'America/New_York')).toBe('390m');
    // Clocks went back that night in Berlin: the day is 25 h long.
    expect(untilMidnight(new Date('2026-10-24T22:00:00Z'), 'Europe/Berlin')).toBe('1500m');
    expect(untilMidnight(new Date('2026-03-28T23:00:00Z'), 'Europe/Berlin')).toBe('1380m');
  });

  it('are told as an age', () => {
    expect(ago(0, 400, en)).toBe('just now');
    expect(ago(0, 180_000, de)).toBe('vor 3 min');
  });
});

describe('what takes the supervisor away', () => {
  it('is told while it is away, until the time is over', () => {
    const expected = { command: 'reboot', until: 60_000 };
    expect(expectation(expected, 20_000, en)).toBe('Rebooting. Back in about 40 s.');
    expect(expectation(expected, 60_000, en)).toBeNull();
    expect(expectation(null, 0, en)).toBeNull();
  });
});
