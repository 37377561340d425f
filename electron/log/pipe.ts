/** A named pipe without a name: made in the runtime folder, opened at both ends, and unlinked. */
import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, unlinkSync } from 'node:fs';

export interface Pipe {
  /** Held open, never read here: a writer without a reader would be killed by SIGPIPE. */
  readonly read: number;
  /** For the service. Blocks like any pipe: a program need not know about EAGAIN. */
  readonly write: number;
}

/**
 * Makes a pipe; `path` is free again when this returns. Node has no pipe(2), and the socket pair that it gives to children
 * cannot be opened as /dev/stdout, nor outlive the child's end.
 */
export function makePipe(path: string): Pipe {
  execFileSync('mkfifo', ['-m', '600', path], { stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    const read = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    return { read, write: openSync(path, constants.O_WRONLY) };
  } finally {
    unlinkSync(path);
  }
}

export function closePipe(pipe: Pipe): void {
  closeSync(pipe.write);
  closeSync(pipe.read);
}
