import { table } from './meaning.ts';
import { duration } from './quantity.ts';
import { choice, path, text } from './values.ts';

/** `[service.NAME.heartbeat]`: how a service shows that it lives, and how long silence is borne. */
export const heartbeat = table({
  kind: choice(['zmq', 'notify', 'file', 'none'], ['health-file', 'http', 'tcp', 'exec'])
    .prefault('none')
    .describe(
      'How the program shows that it lives: `zmq` messages, systemd `notify` datagrams, a `file` that it touches, or `none`. Not for a `url` service: its page is watched by the shell.',
    ),
  interval: duration('10ms', '1h', '1s').prefault('1s').describe('How often the program beats.'),
  timeout: duration('100ms', '1d', '5s')
    .prefault('5s')
    .describe('Silence for this long counts as frozen. Longer than `interval`. Of a `url` service: the page.'),
  startup: duration('100ms', '1d', '30s').prefault('30s').describe('Time allowed from the start until the service is ready.'),
  stall: duration('1s', '1d', '1m')
    .prefault('1m')
    .describe('A progress count that stands still for this long counts as stuck. Only for beats that carry one.'),
  path: path('beat.json')
    .optional()
    .describe('Kind `file`: the file that the program touches. Left out: the one in `INVIGIL_HEARTBEAT_FILE`.'),
  field: text(64, 'timestamp').prefault('timestamp').describe('Kind `file`: the key of the time stamp when the file holds JSON.'),
})
  .transform((beat) => ({
    kind: beat.kind,
    intervalMs: beat.interval,
    timeoutMs: beat.timeout,
    startupMs: beat.startup,
    stallMs: beat.stall,
    path: beat.path ?? null,
    field: beat.field,
  }))
  .prefault({});
