import { table } from './meaning.ts';
import { size } from './quantity.ts';
import { whole } from './values.ts';

/** `[service.NAME.log]`: how much of a service's output is kept. */
export const log = table({
  size: size('64kB', '10GB', '10MB').prefault('10MB').describe('A log file of this size is closed and the next one begun.'),
  keep: whole(1, 1000, 5).prefault(5).describe('How many log files are kept.'),
})
  .transform(({ size: sizeBytes, keep }) => ({ sizeBytes, keep }))
  .prefault({});
