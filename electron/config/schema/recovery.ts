import { table } from './meaning.ts';
import { backoff, storm } from './patience.ts';
import { duration } from './quantity.ts';
import { choice, list, name, whole } from './values.ts';

const reboots = table({
  max: whole(0, 100, 2).prefault(2).describe('How many reboots the ladder may spend.'),
  within: duration('1h', '30d', '24h').prefault('24h').describe('Within this much running time.'),
})
  .transform(({ max, within }) => ({ max, withinMs: within }))
  .prefault({});

const safeMode = table({
  retry: duration('1m', '24h', '1h')
    .prefault('1h')
    .describe('Wait before the first trial start; it doubles with each failed one, up to 24h.'),
  run: list(name('light'), 'names of services', '["light"]', 100)
    .prefault([])
    .describe('Services that run in safe mode, with `INVIGIL_SAFE_MODE=1` in their environment.'),
})
  .transform(({ retry, run }) => ({ retryMs: retry, run }))
  .prefault({});

const RUNGS = ['restart-exhibit', 'reboot', 'safe-mode'] as const;

/** `[recovery]`: what is done when restarting a service did not help. */
export const recovery = table({
  backoff: backoff.describe('Waits between unplanned restarts of a service; each service may have its own.'),
  storm: storm.describe('How many unplanned restarts of a service are too many; each service may have its own.'),
  ladder: list(choice(RUNGS), 'rungs', '["restart-exhibit", "safe-mode"]', 10)
    .prefault([...RUNGS])
    .describe('What is tried, one after the other, when restarting one service does not help.'),
  reboots: reboots.describe('The reboot budget.'),
  safe_mode: safeMode.describe('Holding page and an alert instead of restarts without end.'),
})
  .transform(({ safe_mode, ...rest }) => ({ ...rest, safeMode: safe_mode }))
  .prefault({});
