import { expect, it } from 'vitest';
import { readDocument } from '../../electron/heartbeat/health-document.ts';

it('reads the checks', () => {
  expect(readDocument({ checks: [{ name: 'led', status: 'warning', message: 'dim', metadata: { lux: 3 } }] })).toEqual({
    checks: [{ name: 'led', status: 'warning', message: 'dim', timestamp: null, metadata: { lux: 3 } }],
    wrong: [],
  });
});

it('takes an overall status for a check where there is no other', () => {
  expect(readDocument({ overall_status: 'error' }).checks).toMatchObject([{ name: 'service', status: 'error' }]);
  expect(readDocument({ overall_status: 'error', checks: [{ name: 'led', status: 'healthy' }] }).checks).toMatchObject([{ name: 'led' }]);
});

it('asks for nothing', () => {
  expect(readDocument({})).toEqual({ checks: [], wrong: [] });
  expect(readDocument({ checks: null, overall_status: null, colour: 'red' })).toEqual({ checks: [], wrong: [] });
});

it('leaves out what is wrong, and says what that was', () => {
  const checks = [{ name: 'led', status: 'fine' }, 7, { name: 'camera', status: 'healthy' }];
  const { checks: read, wrong } = readDocument({ checks });
  expect(read.map((check) => check.name)).toEqual(['camera']);
  expect(wrong).toEqual([expect.stringContaining('status'), expect.stringContaining('a check')]);
  expect(readDocument({ checks: {} }).wrong).toEqual(['checks is not a list']);
  expect(readDocument({ overall_status: 'fine' }).wrong).toHaveLength(1);
});

it('keeps the last 50', () => {
  const checks = Array.from({ length: 60 }, (_, index) => ({ name: `check ${index}`, status: 'healthy' }));
  const read = readDocument({ checks }).checks;
  expect([read.length, read[0]?.name]).toEqual([50, 'check 10']);
});

it('takes no metadata that could not be written down again', () => {
  const metadata: unknown = JSON.parse(`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`);
  expect(readDocument({ checks: [{ name: 'led', status: 'healthy', metadata }] })).toMatchObject({
    checks: [],
    wrong: [expect.stringContaining('nested deeper')],
  });
});
