import { expect, it } from 'vitest';
import { readStamp } from '../../electron/heartbeat/stamp.ts';

const read = (content: string, wasJson = false) => readStamp(content, 'timestamp', wasJson);

it.each([
  ['Python datetime.isoformat()', '2026-11-21T15:00:00.123456'],
  ['Python datetime.isoformat() with a zone', '2026-11-21T15:00:00.123456+01:00'],
  ['Python str(datetime)', '2026-11-21 15:00:00.123456+01:00'],
  ['Python logging', '2026-11-21 15:00:00,123'],
  ['Python time.ctime()', 'Sat Nov 21 15:00:00 2026'],
  ['Python email.utils.formatdate()', 'Sat, 21 Nov 2026 14:00:00 -0000'],
  ['Python time.time() as text', '1763737200.1234567'],
  ['JavaScript toISOString()', '2026-11-21T14:00:00.123Z'],
  ['JavaScript toString()', 'Sat Nov 21 2026 15:00:00 GMT+0100 (Central European Standard Time)'],
  ['JavaScript toUTCString()', 'Sat, 21 Nov 2026 14:00:00 GMT'],
  ['JavaScript toLocaleString()', '11/21/2026, 3:00:00 PM'],
  ['C strftime("%Y-%m-%dT%H:%M:%S%z")', '2026-11-21T15:00:00+0100'],
  ['C strftime("%c")', 'Sat Nov 21 15:00:00 2026'],
  ['C ctime()', 'Sat Nov 21 15:00:00 2026\n'],
  ['Go RFC3339Nano', '2026-11-21T15:00:00.123456789+01:00'],
  ['Go time.String()', '2026-11-21 15:00:00.123456789 +0100 CET m=+1.000000001'],
  ['Rust chrono to_rfc3339()', '2026-11-21T14:00:00.123456789+00:00'],
  ['Rust chrono Display', '2026-11-21 14:00:00.123456789 UTC'],
  ['Java Instant', '2026-11-21T14:00:00.123456Z'],
  ['Java ZonedDateTime', '2026-11-21T15:00+01:00[Europe/Berlin]'],
  ['Java Date', 'Sat Nov 21 15:00:00 CET 2026'],
  ['bash date', 'Sat Nov 21 03:00:00 PM CET 2026'],
  ['bash date -Is', '2026-11-21T15:00:00+01:00'],
  ['bash date -Ins', '2026-11-21T15:00:00,123456789+01:00'],
  ['bash date +%s%N', '1763737200123456789'],
  ['PostgreSQL', '2026-11-21 15:00:00.123456+01'],
  ['a log in the common format', '21/Nov/2026:15:00:00 +0100'],
  ['ISO 8601 without separators', '20261121T150000Z'],
  ['a time of day alone', '15:00:00'],
])('takes what %s prints', (_writer, value) => {
  expect(read(JSON.stringify({ timestamp: value }))).toEqual({ kind: 'field', value });
});

it.each([
  ['Python time.time()', 1763737200.1234567],
  ['JavaScript Date.now()', 1763737200123],
  ['microseconds', 1763737200123456],
  ['a count of frames', 17],
])('takes the number of %s', (_writer, value) => {
  expect(read(JSON.stringify({ timestamp: value }))).toEqual({ kind: 'field', value });
});

it('finds a field within objects, and one whose own name has dots', () => {
  const value = '15:00:00';
  expect(readStamp('{"status": {"time": "15:00:00"}}', 'status.time', false)).toEqual({ kind: 'field', value });
  expect(readStamp('{"status.time": "15:00:00"}', 'status.time', false)).toEqual({ kind: 'field', value });
  expect(readStamp('{"status": "up"}', 'status.time', false)).toEqual({ kind: 'time' });
  expect(readStamp('{}', 'constructor.name', false)).toEqual({ kind: 'time' });
});

it('goes by the time of a file that holds no such field', () => {
  for (const content of ['', 'ok', '17', '{"other": 1}', '{"timestamp": null}']) expect(read(content)).toEqual({ kind: 'time' });
});

it('sees that an object is still being written', () => {
  expect(read('{"timestamp": "2026-')).toEqual({ kind: 'half' });
  expect(read('{"timestamp": NaN}')).toEqual({ kind: 'half' });
  expect(read('', true)).toEqual({ kind: 'half' });
});

it.each([
  ['"now"', '"now"'],
  // Stands still until midnight.
  ['"2026-11-21"', '"2026-11-21"'],
  ['true', 'true'],
  ['[1]', 'an object or a list'],
  ['{"at": 1}', 'an object or a list'],
  [`"15:00${' '.repeat(200)}x"`, `"15:00${' '.repeat(54)}`],
])('refuses %s as a stamp', (value, found) => {
  expect(read(`{"timestamp": ${value}}`)).toEqual({ kind: 'bad', found });
});
