import { describe, expect, it } from 'vitest';
import { resourceHistorySchema } from '../../electron/documents/history.ts';
import { pageTimes, resourcePage } from '../../electron/history/resource-page.ts';
import { decodeUsed, encodeUsed, rollUp } from '../../electron/history/used.ts';
import { used } from './folder.ts';

const HOUR = 3_600_000;

describe('what was used', () => {
  it('is kept as it was, but for what nobody sees', () => {
    const row = used(
      60_000,
      { cpuPercent: 12.345, gpuPercent: null },
      { core: { cpuPercent: 1.26, memoryBytes: 81_920_000.4, restarts: 2 } },
    );
    expect(decodeUsed(60_000, encodeUsed(row))).toEqual(
      used(60_000, { cpuPercent: 12.3, gpuPercent: null }, { core: { cpuPercent: 1.3, memoryBytes: 81_920_000, restarts: 2 } }),
    );
  });

  it.each(['{}', '[]', '{"m":1,"s":{"core":null}}', '{"m":["a"],"s":[3]}'])('is not measured where it is written otherwise: %s', (text) => {
    expect(decodeUsed(1, text).machine.cpuPercent).toBe(null);
  });

  it('over several minutes is the mean of what was measured; restarts add up', () => {
    const rows = [
      used(1, { cpuPercent: 10, temperatureC: null }, { core: { cpuPercent: 1, memoryBytes: null, restarts: 1 } }),
      used(
        2,
        { cpuPercent: null, temperatureC: null },
        { core: { cpuPercent: 3, memoryBytes: 5, restarts: 2 }, audio: { cpuPercent: null, memoryBytes: null, restarts: 0 } },
      ),
      used(3, { cpuPercent: 20, temperatureC: null }, {}),
    ];
    expect(rollUp(0, rows)).toEqual(
      used(
        0,
        { cpuPercent: 15, temperatureC: null },
        {
          core: { cpuPercent: 2, memoryBytes: 5, restarts: 3 },
          audio: { cpuPercent: null, memoryBytes: null, restarts: 0 },
        },
      ),
    );
  });
});

it('a page has a place for every step, measured or not, the present one last', () => {
  const now = 100 * HOUR + 59;
  const { from, to } = pageTimes('month', now);
  expect([from, to]).toEqual([(101 - 720) * HOUR, 101 * HOUR]);
  const page = resourcePage('month', now, [used(100 * HOUR, { cpuPercent: 7 }, { core: { cpuPercent: 1, memoryBytes: 2, restarts: 3 } })]);
  expect(resourceHistorySchema.parse(page)).toEqual(page);
  expect([page.times.length, page.times.at(-1), page.machine.cpu_percent.slice(-2)]).toEqual([720, 100 * HOUR, [null, 7]]);
  expect(page.services.map(({ name, restarts }) => [name, restarts.at(-1)])).toEqual([['core', 3]]);
});
