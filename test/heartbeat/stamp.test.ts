import { expect, it } from 'vitest';
import { readStamp } from '../../electron/heartbeat/stamp.ts';

const read = (content: string, wasJson = false) => readStamp(content, 'timestamp', wasJson);

it.each([
  '2026-11-21T15:00:00Z',
  '2026-11-21T15:00:00.123456+01:00',
  '2026-11-21 15:00:00,5',
  '2026-11-21T15:00',
  '2026-11-21T15:00:00+0100',
  '1763737200.25',
])('takes %j as a stamp', (value) => {
  expect(read(JSON.stringify({ timestamp: value }))).toEqual({ kind: 'field', value });
});

it('takes epoch seconds and milliseconds', () => {
  expect(read('{"timestamp": 1763737200}')).toEqual({ kind: 'field', value: 1763737200 });
  expect(read('{"timestamp": 1763737200123}')).toEqual({ kind: 'field', value: 1763737200123 });
});

it('goes by the time of a file that holds no such field', () => {
  for (const content of ['', 'ok', '17', '{"other": 1}', '{"timestamp": null}']) expect(read(content)).toEqual({ kind: 'time' });
});

it('sees that an object is still being written', () => {
  expect(read('{"timestamp": "2026-')).toEqual({ kind: 'half' });
  expect(read('', true)).toEqual({ kind: 'half' });
});

it('refuses a field that is no time', () => {
  expect(read('{"timestamp": "now"}')).toEqual({ kind: 'bad', found: '"now"' });
  expect(read('{"timestamp": [1]}')).toEqual({ kind: 'bad', found: '[1]' });
});
