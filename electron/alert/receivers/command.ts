/**
 * Command: each message as JSON on the standard input of a program, which ends with exit status 0 when it has told whom it is to tell.
 *
 * It runs in a process group of its own, which is ended as a whole, and without anything of Invigil's own in its environment. What it
 * writes is thrown away, but for the last line of its errors when it fails.
 */
import { spawn } from 'node:child_process';
import type { CommandSettings } from '../../config/exhibit.ts';
import type { Answer, Receiver } from '../receiver.ts';

const MOST_WORDS = 200;
const KEPT_ERRORS = 4_096;
/** After its exit, what it has written is read for so long, in milliseconds. */
const LAST_WORDS_MS = 200;

export interface CommandOptions {
  /** The folder of `exhibit.toml`. */
  readonly folder: string;
  /** As a service has it. */
  readonly environment: () => Readonly<Record<string, string>>;
}

interface Ending {
  readonly code: number | null;
  readonly signal: string | null;
  readonly errors: string;
}

export function createCommand({ name, command }: CommandSettings & { readonly name: string }, options: CommandOptions): Receiver {
  return {
    name,
    kind: 'command',
    most: 1,
    digestMs: 0,
    async send([message], { signal }): Promise<Answer> {
      if (signal.aborted) return later('Invigil is ending');
      try {
        const { code, signal: killed, errors } = await run(command, `${JSON.stringify(message)}\n`, options, signal);
        if (signal.aborted) return later('it did not end in time and was ended');
        if (code === 0) return { outcome: 'delivered', detail: null };
        const how = code === null ? `it was ended by ${killed}` : `it ended with exit status ${code}`;
        return later(errors === '' ? how : `${how}: ${errors}`);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error)) throw error;
        return later(`${command[0]} cannot be started (${String(error.code)})`);
      }
    },
    close: () => undefined,
  };
}

/** Every failure may be mended, on this machine: nothing is given up. */
function later(reason: string): Answer {
  return { outcome: 'later', reason, afterMs: null };
}

/** Rejects when it cannot be started. Nothing of its group is left when it resolves after `signal`. */
function run(command: readonly [string, ...string[]], input: string, options: CommandOptions, signal: AbortSignal): Promise<Ending> {
  const [program, ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.folder,
      env: options.environment(),
      stdio: ['pipe', 'ignore', 'pipe'],
      detached: true,
    });
    let errors = '';
    const end = () => endGroup(child.pid);
    signal.addEventListener('abort', end);
    const over = () => signal.removeEventListener('abort', end);
    child.on('error', (error) => {
      over();
      reject(error);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-KEPT_ERRORS);
    });
    // One that does not read its input has a reason, and an exit status.
    child.stdin.on('error', () => undefined).end(input);
    child.on('exit', (code, killed) => {
      over();
      const read = () => {
        clearTimeout(held);
        child.stderr.destroy();
        resolve({ code, signal: killed, errors: lastLine(errors) });
      };
      // The end of its output may be held back by a child that it has left behind.
      const held = setTimeout(read, LAST_WORDS_MS);
      child.stderr.once('close', read);
    });
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It has just ended by itself.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function lastLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return (lines.at(-1) ?? '')
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, MOST_WORDS);
}
