/**
 * Asks by running a program: exit status 0 is the answer. It runs in the service's folder with its environment but without
 * INVIGIL_INSTANCE, so that it is no part of the instance, whose processes are found by that; INVIGIL_CONTROL stays, so that the
 * next start finds what a killed supervisor left. It has a process group of its own, which ends with it, at the timeout and at
 * the end of the instance.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { messageOf } from '../platform/errors.ts';
import type { Question, SpawnRequest } from '../supervisor/ports.ts';
import type { Ask } from './question.ts';
import { wholeTurn } from './whole-turn.ts';

/** So much of what it says on stderr is kept for the failure's words. */
const KEPT_BYTES = 200;

export function askExec(
  { command }: Extract<Question, { kind: 'exec' }>,
  { directory, environment }: Pick<SpawnRequest, 'directory' | 'environment'>,
): Ask {
  const [program, ...args] = command;
  const { INVIGIL_INSTANCE: _, ...env } = environment;
  return (answered) => {
    let child: ChildProcess;
    try {
      child = spawn(program, args, { cwd: directory, env, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    } catch (error) {
      // What cannot even be handed to the system, like a zero byte in an argument.
      queueMicrotask(() => answered(cannotRun(program, error)));
      return () => undefined;
    }
    let said = Buffer.alloc(0);
    child.stderr?.on('data', (part: Buffer) => {
      // The rest is read too: a program that waits on a full pipe would not answer.
      if (said.length < KEPT_BYTES) said = Buffer.concat([said, part]).subarray(0, KEPT_BYTES);
    });
    child.on('error', (error) => answered(cannotRun(program, error)));
    child.on('exit', (code, signal) => {
      endGroup(child);
      if (code === 0) return answered(null);
      const how = signal === null ? `exit status ${code}` : `killed by ${signal}`;
      // Its last words may be read after its end.
      void wholeTurn().then(() => answered([how, firstLine(said)].filter((words) => words !== '').join(': ')));
    });
    return () => {
      if (child.exitCode === null && child.signalCode === null) endGroup(child);
      child.stderr?.destroy();
    };
  };
}

function cannotRun(program: string, error: unknown): string {
  return `${program} cannot be run: ${messageOf(error)}`;
}

function firstLine(said: Buffer): string {
  return said.toString('utf8').trim().split('\n')[0]?.trim() ?? '';
}

/** Everything that it started and that is still in its group. */
function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
