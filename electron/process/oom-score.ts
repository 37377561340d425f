/**
 * When memory runs out the kernel ends the process with the highest score. Everything of a service has 200 more than the
 * supervisor has of its unit, so that a service is taken before the supervisor and its guard, whose end would end them all.
 *
 * Children inherit the score. So the supervisor takes the higher one itself while it forks, for about a millisecond: written to
 * the child afterwards, it would come too late for what the child has forked by then. Going back to one's own score takes no
 * right. It costs 3 us a start.
 */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { messageOf } from '../platform/errors.ts';
import type { Log } from './log.ts';

/** Of 1000, which is the highest score and stands for all of the memory: a fifth of it. */
const MORE = 200;
const HIGHEST = 1000;

export interface OomScore {
  /** The processes that `spawn` makes get the higher score. */
  givenTo<T>(spawn: () => T): T;
  close(): void;
}

/** Where the score cannot be set it stays as it is, and that is told. */
export function openOomScore(log: Log): OomScore {
  try {
    return scoreIn('/proc/self/oom_score_adj');
  } catch (error) {
    log('warning', `when memory runs out the kernel may take the supervisor before a service: ${messageOf(error)}`);
    return { givenTo: (spawn) => spawn(), close: () => undefined };
  }
}

function scoreIn(path: string): OomScore {
  const file = openSync(path, 'r+');
  const buffer = Buffer.alloc(16);
  const own = buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0)).trim();
  const theirs = `${Math.min(Number(own) + MORE, HIGHEST)}`;
  // Once here, so that a machine which does not allow it is known before the first start.
  writeSync(file, theirs, 0);
  writeSync(file, own, 0);
  return {
    givenTo(spawn) {
      writeSync(file, theirs, 0);
      try {
        return spawn();
      } finally {
        writeSync(file, own, 0);
      }
    },
    close: () => closeSync(file),
  };
}
