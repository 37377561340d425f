/**
 * The unix socket's place in the file system. It appears under its name only when it answers and only with mode 0600: it is
 * bound under another name, given its mode, and renamed. So nobody ever meets a socket that is open to others, and a socket
 * that a killed supervisor left behind is replaced in one step.
 */
import { chmodSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';

/** Longest path of a unix socket on Linux, in bytes (`sun_path` without its end). */
const LONGEST_PATH = 107;
/** A supervisor that does not accept within this time, in milliseconds, counts as one that does: it may only be busy. */
const ANSWER_MS = 1_000;

export interface SocketPlace {
  /** Where to bind. */
  readonly binding: string;
  /** The socket is bound: shows it under its name. */
  open(): void;
  /** Takes it away, if nobody has replaced it. */
  close(): void;
}

export class SocketTakenError extends Error {
  constructor(path: string) {
    super(`${path} is answered by another supervisor. End that one first.`);
  }
}

export async function takeSocket(path: string): Promise<SocketPlace> {
  const binding = join(dirname(path), `.${process.pid}`);
  const bytes = Math.max(Buffer.byteLength(path), Buffer.byteLength(binding));
  if (bytes > LONGEST_PATH) {
    throw new Error(`the socket's path has ${bytes} bytes, Linux takes ${LONGEST_PATH} at most: ${path}. Use a shorter XDG_RUNTIME_DIR.`);
  }
  if (await answers(path)) throw new SocketTakenError(path);
  rmSync(binding, { force: true });
  let own: string | null = null;
  return {
    binding,
    open() {
      chmodSync(binding, 0o600);
      renameSync(binding, path);
      own = identify(path);
    },
    close() {
      if (own !== null && identify(path) === own) rmSync(path, { force: true });
    },
  };
}

/** Which file it is. The inode alone does not say: its number is given out again as soon as a file is gone. */
function identify(path: string): string | null {
  const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? null : `${stat.dev}:${stat.ino}:${stat.ctimeNs}`;
}

/** Whether somebody accepts on the socket. A file that is none, or a socket without a process, does not. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(ANSWER_MS, () => settle(true));
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}
