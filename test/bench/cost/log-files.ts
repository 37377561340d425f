/** The log files that processes write, found by what they hold open: the same way for everybody, whatever a supervisor calls them. */
import { closeSync, fstatSync, openSync, readdirSync, readlinkSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { attempt } from '../../../electron/platform/attempt.ts';

const NEWLINE = 10;
const BLOCK = Buffer.alloc(1024 * 1024);

/** The file that one of these processes has open and that ends with this line; null: none does yet. */
export function fileThatEnds(pids: readonly number[], line: string): string | null {
  const tail = Buffer.alloc(line.length + 1);
  for (const pid of pids) {
    for (const descriptor of attempt(() => readdirSync(`/proc/${pid}/fd`)) ?? []) {
      const link = `/proc/${pid}/fd/${descriptor}`;
      const path = attempt(() => readlinkSync(link));
      // A pipe with a name would hold up whoever opens it.
      if (path === null || attempt(() => statSync(link))?.isFile() !== true) continue;
      if (attempt(() => readTail(link, tail)) === true && tail.toString() === `${line}\n`) return path;
    }
  }
  return null;
}

/** Whether the file was long enough to fill `tail`. */
function readTail(path: string, tail: Buffer): boolean {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    return size >= tail.length && readSync(file, tail, 0, tail.length, size - tail.length) === tail.length;
  } finally {
    closeSync(file);
  }
}

/** Of a log and its older files, which lie beside it: named as it is with an ending, or by their time (`@...`). */
export function countLines(path: string): number {
  const isPart = (name: string) => name.startsWith(basename(path)) || name.startsWith('@');
  const parts = readdirSync(dirname(path)).filter(isPart);
  return parts.reduce((lines, name) => lines + newlines(join(dirname(path), name)), 0);
}

function newlines(path: string): number {
  const file = openSync(path, 'r');
  let lines = 0;
  try {
    for (let length = readSync(file, BLOCK); length > 0; length = readSync(file, BLOCK)) {
      for (let at = BLOCK.indexOf(NEWLINE); at >= 0 && at < length; at = BLOCK.indexOf(NEWLINE, at + 1)) lines += 1;
    }
    return lines;
  } finally {
    closeSync(file);
  }
}
