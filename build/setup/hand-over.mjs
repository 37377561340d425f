// Hands this terminal over to another program and ends as it ends.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * @param {string} node
 * @param {readonly string[]} rest
 * @param {NodeJS.ProcessEnv} env
 */
export function handOver(node, rest, env) {
  const child = spawn(node, rest, { stdio: 'inherit', env });
  // Ctrl+C reaches the child by itself, since it is in the same process group; we leave when it has left.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`${node}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (status, signal) => {
    process.exitCode = status ?? 128 + constants.signals[signal];
  });
}
