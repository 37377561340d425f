/**
 * A containment whose questions and signals never throw: where the machine does not let us (no file descriptor left), that is
 * told, and something is taken to live, so that nothing ever runs twice.
 */
import { messageOf } from '../platform/errors.ts';
import type { Containment } from './containment.ts';
import type { Log } from './log.ts';

export function cautious(containment: Containment, service: string, log: Log): Containment {
  function attempt<T>(act: () => T, instead: T, trouble: string): T {
    try {
      return act();
    } catch (error) {
      log('error', `${service}: ${trouble}: ${messageOf(error)}`);
      return instead;
    }
  }
  return {
    ...containment,
    alive: () => attempt(() => containment.alive(), true, 'what is left of it cannot be seen'),
    members: () => attempt(() => containment.members(), [], 'its processes cannot be seen'),
    signal: (name) => attempt(() => containment.signal(name), undefined, `${name} did not reach all of it`),
    kill: () => attempt(() => containment.kill(), true, 'SIGKILL did not reach all of it'),
    outOfMemory: () => attempt(() => containment.outOfMemory(), null, 'why it ended cannot be seen'),
  };
}
