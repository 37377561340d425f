import { isUtf8 } from 'node:buffer';
import { constants, type FileHandle, open } from 'node:fs/promises';
import type { Problem } from '../problem.ts';

/** No exhibit needs a larger file; a log or a film put there by mistake is not read into memory. */
const LIMIT_BYTES = 1024 * 1024;

/** The same for lines: parsing many short ones takes seconds, in which nothing is supervised. */
const LIMIT_LINES = 20_000;

export type Text =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly absent: boolean; readonly problem: Problem };

/** Reads a text file of at most 1 MiB. `absent` tells a file that is not there from one that cannot be read. */
export async function readText(file: string): Promise<Text> {
  const refuse = (found: string, wanted: string, line = 1, column = 1): Text => ({
    ok: false,
    absent: false,
    problem: { file, line, column, key: '', found, wanted },
  });
  let handle: FileHandle | null = null;
  try {
    // Without O_NONBLOCK a named pipe would hold us until somebody writes to it.
    handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!(await handle.stat()).isFile()) return refuse('a folder or device', 'a text file');
    const bytes = await readUpTo(handle, LIMIT_BYTES + 1);
    if (bytes.length > LIMIT_BYTES) return refuse('a file of more than 1 MiB', 'a file of at most 1 MiB');
    if (!isUtf8(bytes)) {
      const { line, column } = firstBadByte(bytes);
      return refuse('a character that is not UTF-8', 'a file saved as UTF-8 (the editor offers it under "encoding")', line, column);
    }
    const text = new TextDecoder().decode(bytes);
    const lines = text.split('\n', LIMIT_LINES + 1).length;
    if (lines > LIMIT_LINES) return refuse(`a file of more than ${LIMIT_LINES} lines`, `a file of at most ${LIMIT_LINES} lines`);
    return { ok: true, text };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const absent = code === 'ENOENT' || code === 'ENOTDIR';
    const found = absent
      ? 'no file of this name'
      : code === 'EACCES'
        ? 'a file that may not be read'
        : `a file that cannot be read (${code})`;
    const problem = { file, line: 1, column: 1, key: '', found, wanted: 'a text file that the user of the exhibit may read' };
    return { ok: false, absent, problem };
  } finally {
    await handle?.close();
  }
}

async function readUpTo(handle: FileHandle, limit: number): Promise<Buffer> {
  const buffer = Buffer.alloc(limit);
  let length = 0;
  while (length < limit) {
    const { bytesRead } = await handle.read(buffer, length, limit - length, null);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}

function firstBadByte(bytes: Buffer): { line: number; column: number } {
  let start = 0;
  for (let line = 1; ; line++) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline;
    const text = bytes.subarray(start, end);
    if (!isUtf8(text) || newline === -1) return { line, column: text.toString('utf8').indexOf('\uFFFD') + 1 };
    start = end + 1;
  }
}
