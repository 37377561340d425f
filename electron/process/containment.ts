/**
 * What holds the processes of one instance together, however they fork: a cgroup where the unit delegates one (`cgroup.ts`),
 * else process groups and the mark in the environment (`group.ts`).
 */
import { codeOf } from '../platform/errors.ts';
import type { Birth } from './birth.ts';

/** A program and its arguments. */
export type Command = readonly [string, ...string[]];

export interface Containment {
  /** The folder of its cgroup; null: it has none. */
  readonly cgroup: string | null;
  /** The command that starts `command` inside. */
  wrap(command: Command): Command;
  /** Whether what runs the wrapped command is in the instance's folder from then on, so that nothing may wait inside for its turn. */
  readonly joins: boolean;
  /** A process of the instance was started, as the leader of a process group of its own. */
  entered(leader: number, birth: Birth): void;
  /** That process has ended and its pid may be given to a stranger. */
  left(leader: number): void;
  /** Whether anything of the instance lives. Zombies do not. */
  alive(): boolean;
  /** The live processes of the instance. */
  members(): number[];
  /** To every process of the instance. */
  signal(signal: NodeJS.Signals): void;
  /** SIGKILL to every process of the instance. False: more of them may be there, and it has to be called again soon. */
  kill(): boolean;
  /** The memory at which the kernel ended processes of the instance, in bytes; null: it did not. */
  outOfMemory(): number | null;
  /** Nothing of the instance is left. */
  release(): void;
}

/**
 * Sends a signal to a process, or with a negative number to a group; false: there is none. What became another user's (by sudo,
 * or a program with the setuid bit) is there, but nothing can be done to it: that is told to `refused`.
 */
export function send(target: number, signal: NodeJS.Signals | 0, refused?: () => void): boolean {
  try {
    process.kill(target, signal);
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ESRCH') return false;
    if (code !== 'EPERM') throw error;
    refused?.();
    return true;
  }
}
