import { table } from './meaning.ts';
import { duration } from './quantity.ts';
import { choice } from './values.ts';

/** Signals that a program can take notice of: not SIGKILL and SIGSTOP. */
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGABRT'] as const;

/** `[service.NAME.stop]`: how a service is ended. */
export const stop = table({
  signal: choice(SIGNALS).prefault('SIGTERM').describe('The signal that asks the program to end.'),
  grace: duration('0s', '10m', '5s').prefault('5s').describe('Time to end by itself before it is killed.'),
  on_freeze: choice(SIGNALS).optional().describe('Sent to a frozen program one second before the kill, for a stack in the log.'),
})
  .transform(({ signal, grace, on_freeze }) => ({ signal, graceMs: grace, onFreeze: on_freeze ?? null }))
  .prefault({});
