import type { Probe } from '../../supervisor/ports.ts';
import { command } from './command.ts';
import { address, httpStatus, httpUrl } from './endpoint.ts';
import { table } from './meaning.ts';
import { duration } from './quantity.ts';
import { questionOf } from './question.ts';
import { choice } from './values.ts';

/** `[service.NAME.ready]`: readiness that is asked for, whatever the heartbeat says. */
export const ready = table({
  kind: choice(['http', 'tcp', 'exec']).describe('How it is asked: over `http`, by connecting (`tcp`), or by a command (`exec`).'),
  url: httpUrl().optional().describe('Kind `http`: the address that has to answer.'),
  status: httpStatus().optional().describe('Kind `http`: the status that it has to answer with. Left out: any from 200 to 299.'),
  address: address('127.0.0.1:5000').optional().describe('Kind `tcp`: the host and port that has to accept.'),
  command: command()
    .optional()
    .describe('Kind `exec`: the command that has to end with exit status 0. It runs in the folder of the service.'),
  interval: duration('100ms', '1h', '1s').prefault('1s').describe('How often it is asked.'),
  timeout: duration('100ms', '1h', '5s').prefault('5s').describe('The longest wait for an answer.'),
}).transform((asked): Probe | null => {
  const question = questionOf(asked.kind, asked);
  return question === null ? null : { question, intervalMs: asked.interval, timeoutMs: asked.timeout };
});
