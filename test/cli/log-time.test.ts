import { expect, it } from 'vitest';
import { parseSince } from '../../electron/cli/log-time.ts';

// Local time: what people write is what their clock shows.
const NOW = new Date(2026, 10, 21, 14, 30, 0);

it.each<[string, Date | 'start' | null]>([
  ['start', 'start'],
  ['90s', new Date(2026, 10, 21, 14, 28, 30)],
  ['10m', new Date(2026, 10, 21, 14, 20)],
  ['2h', new Date(2026, 10, 21, 12, 30)],
  ['1d', new Date(2026, 10, 20, 14, 30)],
  ['14:29', new Date(2026, 10, 21, 14, 29)],
  ['14:30:00', NOW],
  // Not yet passed today.
  ['14:31', new Date(2026, 10, 20, 14, 31)],
  ['2026-11-20', new Date(2026, 10, 20)],
  ['2026-11-20T08:00', new Date(2026, 10, 20, 8)],
  ['2026-11-20T08:00:00Z', new Date('2026-11-20T08:00:00Z')],
  ['2026-13-40', null],
  ['24:00', null],
  ['10', null],
  ['10 m', null],
  ['yesterday', null],
  ['', null],
])('%j', (text, meant) => {
  expect(parseSince(text, NOW)).toEqual(meant);
});
