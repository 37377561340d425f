import { table } from './meaning.ts';
import { duration } from './quantity.ts';
import { questionKeys, questionOf } from './question.ts';
import { choice, path, text, whole } from './values.ts';

/** Every kind of heartbeat (contract 3). */
export const KINDS = ['zmq', 'notify', 'file', 'health-file', 'http', 'tcp', 'exec', 'none'] as const;

/** `[service.NAME.heartbeat]`: how a service shows that it lives, and how long silence is borne. */
export const heartbeat = table({
  kind: choice(KINDS)
    .prefault('none')
    .describe(
      'How the program shows that it lives: `zmq` messages, systemd `notify` datagrams, a `file` that it touches, a `health-file` that it writes, an answer when it is asked over `http`, `tcp` or by a command (`exec`), or `none`. Not for a `url` service: its page is watched by the shell.',
    ),
  interval: duration('10ms', '1h', '1s').prefault('1s').describe('How often the program beats, or is asked.'),
  timeout: duration('100ms', '1d', '5s')
    .prefault('5s')
    .describe(
      'Silence for this long counts as frozen. Longer than `interval`. Of a `url` service: the page. Kinds `http`, `tcp` and `exec`: the longest wait for an answer.',
    ),
  startup: duration('100ms', '1d', '30s').prefault('30s').describe('Time allowed from the start until the service is ready.'),
  stall: duration('1s', '1d', '1m')
    .prefault('1m')
    .describe('A progress count that stands still for this long counts as stuck. Only for beats that carry one.'),
  path: path('beat.json')
    .optional()
    .describe(
      'Kinds `file` and `health-file`: the file that the program writes. Left out: the one in `INVIGIL_HEARTBEAT_FILE` or `INVIGIL_HEALTH_FILE`.',
    ),
  field: text(64, 'timestamp').prefault('timestamp').describe('Kind `file`: the key of the time stamp when the file holds JSON.'),
  ...questionKeys,
  failures: whole(1, 100, 3).prefault(3).describe('Kinds `http`, `tcp` and `exec`: so many failures in a row count as frozen.'),
})
  .transform((beat) => ({
    kind: beat.kind,
    intervalMs: beat.interval,
    timeoutMs: beat.timeout,
    startupMs: beat.startup,
    stallMs: beat.stall,
    path: beat.path ?? null,
    field: beat.field,
    question: questionOf(beat.kind, beat),
    failures: beat.failures,
  }))
  .prefault({});
