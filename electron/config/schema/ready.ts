import type { Probe } from '../../supervisor/ports.ts';
import { table } from './meaning.ts';
import { duration } from './quantity.ts';
import { questionKeys, questionOf } from './question.ts';
import { choice } from './values.ts';

/** `[service.NAME.ready]`: readiness that is asked for, whatever the heartbeat says. */
export const ready = table({
  kind: choice(['http', 'tcp', 'exec']).describe('How it is asked: over `http`, by connecting (`tcp`), or by a command (`exec`).'),
  ...questionKeys,
  interval: duration('100ms', '1h', '1s').prefault('1s').describe('How often it is asked.'),
  timeout: duration('100ms', '1h', '5s').prefault('5s').describe('The longest wait for an answer.'),
}).transform((asked): Probe | null => {
  const question = questionOf(asked.kind, asked);
  return question === null ? null : { question, intervalMs: asked.interval, timeoutMs: asked.timeout };
});
