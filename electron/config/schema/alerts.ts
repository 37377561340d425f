import * as z from 'zod';
import { mean, table } from './meaning.ts';
import { duration } from './quantity.ts';
import { LEVELS, receiver } from './receiver.ts';
import { secret } from './secret.ts';
import { choice, list } from './values.ts';

const levels = mean(z.record(z.string(), choice([...LEVELS, 'none'])), {
  wanted: 'a table of kinds of alerts and their levels, like { storm = "fatal", paused = "none" }',
  names: 'KIND',
});

const ping = mean(
  table({
    url: secret('ping.url').describe(
      'The address, which is a secret: whoever knows it can say that all is well. The file holds it in one line.',
    ),
    every: duration('30s', '1d', '5m').prefault('5m').describe('How often it is asked for.'),
  }),
  { wanted: 'a table, like { url = { file = "secrets/ping.url" }, every = "5m" }' },
).transform(({ url, every }) => ({ url, everyMs: every }));

/** `[alerts]`: who is told of what. */
export const alerts = table({
  level: choice(LEVELS).prefault('warning').describe('Lesser alerts are only recorded; a receiver may have its own level.'),
  quiet_for: duration('0s', '1h', '30s').prefault('30s').describe('Trouble that is over within this time is told to nobody.'),
  cooldown: duration('0s', '1d', '5m')
    .prefault('5m')
    .describe('The same status of the same service is told again after this time at the earliest.'),
  levels: levels.prefault({}).describe('Another level for a kind of alert than its own; `none`: never told.'),
  to: list(
    receiver,
    'receivers, each a table [[alerts.to]]',
    '[{ kind = "ntfy", server = "https://ntfy.example.org", topic = "lantern-3f9c" }]',
    50,
  )
    .prefault([])
    .describe('Somebody, or something, that is told. Which keys a receiver has is a matter of its `kind`.'),
  ping: ping
    .optional()
    .describe(
      'An address that is asked for every so often (healthchecks.io, Uptime Kuma): when that ends, somebody else raises the alarm.',
    ),
})
  .transform(({ quiet_for, cooldown, ping: pinged, ...rest }) => ({
    ...rest,
    quietForMs: quiet_for,
    cooldownMs: cooldown,
    ping: pinged ?? null,
  }))
  .prefault({});
