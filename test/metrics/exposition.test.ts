import { expect, it } from 'vitest';
import { expose } from '../../electron/metrics/exposition.ts';
import { Histogram } from '../../electron/metrics/histogram.ts';

const gauge = (name: string) => ({ name, type: 'gauge' as const, help: 'back\\slash\nand line' });

it('is the text that Prometheus reads, whatever stands in it', () => {
  const text = expose(
    [
      {
        metric: gauge('a'),
        samples: [
          { labels: {}, value: 1.5 },
          { labels: { title: 'The "Lantern"\n\\Room' }, value: 0 },
        ],
      },
      { metric: gauge('nothing'), samples: [] },
      {
        metric: gauge('b'),
        samples: [
          { labels: {}, value: Number.POSITIVE_INFINITY },
          { labels: { x: '1' }, value: Number.NaN },
        ],
      },
    ],
    { exhibit: 'lantern' },
  );
  expect(text).toBe(`# HELP a back\\\\slash\\nand line
# TYPE a gauge
a{exhibit="lantern"} 1.5
a{exhibit="lantern",title="The \\"Lantern\\"\\n\\\\Room"} 0
# HELP b back\\\\slash\\nand line
# TYPE b gauge
b{exhibit="lantern"} +Inf
b{exhibit="lantern",x="1"} NaN
`);
});

it('counts in each bucket of a histogram what is in those below it', () => {
  const histogram = new Histogram([0.1, 1]);
  expect(histogram.samples({})).toEqual([]);
  for (const value of [0.1, 0.5, 7]) histogram.observe(value);
  expect(histogram.samples({ service: 'core' }).map(({ labels, value, suffix }) => [suffix, labels['le'], value])).toEqual([
    ['_bucket', '0.1', 1],
    ['_bucket', '1', 2],
    ['_bucket', '+Inf', 3],
    ['_sum', undefined, 7.6],
    ['_count', undefined, 3],
  ]);
});
