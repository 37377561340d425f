import { table } from './meaning.ts';
import { duration } from './quantity.ts';

/** `[service.NAME.busy]`: how long a service may ask for patience (`busy` messages, EXTEND_TIMEOUT_USEC). */
export const busy = table({
  max: duration('1s', '1d', '60s').prefault('60s').describe('The longest that one such message prolongs the deadline.'),
  total: duration('1s', '1d', '10m').prefault('10m').describe('The longest that they prolong it together, without a beat between.'),
})
  .transform(({ max, total }) => ({ maxMs: max, totalMs: total }))
  .prefault({});
