/** Named pipes without a name, two for each service: made in the runtime folder, opened at both ends, and unlinked. */
import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, rmSync } from 'node:fs';

export interface Pipe {
  /** Held open, never read here: a writer without a reader would be killed by SIGPIPE. */
  readonly read: number;
  /** For the service. Blocks like any pipe: a program need not know about EAGAIN. */
  readonly write: number;
}

/** For standard output and standard error. */
export type PipePair = readonly [out: Pipe, err: Pipe];

/**
 * `path` with an ending each is free again when this returns. Node has no pipe(2), and the socket pair that it gives to children cannot
 * be opened as /dev/stdout, nor outlive the child's end. Takes as long as the start of a program: a few milliseconds.
 */
export function makePair(path: string): PipePair {
  try {
    makeNames([path]);
    return openPair(path);
  } finally {
    free(path);
  }
}

/** A pair for each path, all made by one program; all or none. */
export function makePairs(paths: readonly string[]): readonly PipePair[] {
  const pairs: PipePair[] = [];
  try {
    makeNames(paths);
    for (const path of paths) pairs.push(openPair(path));
    return pairs;
  } catch (error) {
    for (const pair of pairs) closePair(pair);
    throw error;
  } finally {
    for (const path of paths) free(path);
  }
}

export function closePair(pair: PipePair): void {
  for (const pipe of pair) closePipe(pipe);
}

function makeNames(paths: readonly string[]): void {
  execFileSync('mkfifo', ['-m', '600', ...paths.flatMap(namesOf)], { stdio: ['ignore', 'ignore', 'pipe'] });
}

function openPair(path: string): PipePair {
  const [outName, errName] = namesOf(path);
  const out = openPipe(outName);
  try {
    return [out, openPipe(errName)];
  } catch (error) {
    closePipe(out);
    throw error;
  }
}

function openPipe(path: string): Pipe {
  // First this end: without a reader the other one would wait for one.
  const read = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return { read, write: openSync(path, constants.O_WRONLY) };
  } catch (error) {
    closeSync(read);
    throw error;
  }
}

function closePipe({ read, write }: Pipe): void {
  closeSync(write);
  closeSync(read);
}

function namesOf(path: string): readonly [string, string] {
  return [`${path}.out`, `${path}.err`];
}

function free(path: string): void {
  for (const name of namesOf(path)) rmSync(name, { force: true });
}
