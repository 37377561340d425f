// Plain JavaScript without dependencies: this runs before anything is installed, on whatever Node (18 or later) the machine has.
import { spawn } from 'node:child_process';

/** How much of a quiet command's output is kept for its error message, in characters. */
const TAIL = 12_000;

/** A failure whose message is all that the person needs: no stack is printed. */
export class SetUpError extends Error {}

/**
 * Runs a command to its end and shows one line for it, with the seconds that it has taken.
 * @param {string} title what it does, in words
 * @param {[string, ...string[]]} command
 * @param {{ env?: NodeJS.ProcessEnv, limitMs?: number }} [options]
 * @returns {Promise<{ ok: boolean, output: string }>} output is the end of what it wrote
 */
export function runQuietly(title, [program, ...rest], { env = process.env, limitMs } = {}) {
  return new Promise((resolve) => {
    const terminal = process.stdout.isTTY;
    const begun = Date.now();
    const line = () => `\r${title} ... ${Math.round((Date.now() - begun) / 1000)} s`;
    if (!terminal) console.log(`${title} ...`);
    const timer = terminal ? setInterval(() => process.stdout.write(line()), 500) : undefined;
    const child = spawn(program, rest, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: limitMs });
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-TAIL);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const end = (ok) => {
      clearInterval(timer);
      if (terminal) console.log(`${line()}${ok ? '' : ': failed'}`);
      resolve({ ok, output: output.trim() });
    };
    child.on('error', (error) => {
      keep(`${program}: ${error.message}`);
      end(false);
    });
    child.on('close', (status) => end(status === 0));
  });
}

/** Whether what a command wrote tells that the network, and not the command, was the trouble. */
export const soundsLikeNoNetwork = (output) =>
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|Could not resolve|Temporary failure resolving|NewConnectionError|network/i.test(
    output,
  );
