/** Asks a small program of the system, in bounded time. */
import { execFile } from 'node:child_process';

/** One that does not answer within this time, in milliseconds, is ended. */
const PATIENCE_MS = 3_000;
const MOST_BYTES = 1024 * 1024;
const MOST_WORDS = 300;

export type Environment = Readonly<Record<string, string | undefined>>;

/** `missing`: there is no such program. `words`: what it said, or how it ended, on one line. */
export type Said =
  | { readonly ok: true; readonly output: string }
  | { readonly ok: false; readonly missing: boolean; readonly words: string };

/** Runs it in plain English (`LC_ALL=C`): what it says is read. Never rejects. */
export function askProgram(program: string, args: readonly string[], environment: Environment, patienceMs = PATIENCE_MS): Promise<Said> {
  return new Promise((resolve) => {
    const options = { env: { ...environment, LC_ALL: 'C' }, timeout: patienceMs, killSignal: 'SIGKILL', maxBuffer: MOST_BYTES } as const;
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error === null) return resolve({ ok: true, output: stdout });
      const missing = error.code === 'ENOENT';
      const silent = error.killed === true ? `it has not answered for ${patienceMs / 1_000} s` : error.message;
      const words = error.killed === true || stderr.trim() === '' ? silent : stderr;
      resolve({ ok: false, missing, words: words.replace(/\s+/g, ' ').trim().slice(0, MOST_WORDS) });
    });
  });
}
