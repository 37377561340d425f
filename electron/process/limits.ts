/**
 * What a service's processes are started with: how many files each may have open, and its priority. Both are set by the command
 * that starts the program, before it can fork, and only where they are asked for: each costs a start 0.5 ms.
 *
 * The shell's own `ulimit` and `nice` of coreutils go on where they are not allowed what is asked, and so does the start: an
 * exhibit that runs with fewer files than wished is better than one that does not. It is told beforehand.
 */
import { readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import type { Limits } from '../supervisor/ports.ts';
import type { Command } from './containment.ts';

/** The command that runs `command` with `open_files` and `nice`. */
export function limited(command: Command, { openFiles, nice }: Pick<Limits, 'openFiles' | 'nice'>): Command {
  const nicely: Command = nice === null || nice === 0 ? command : ['nice', '-n', `${nice}`, ...command];
  // `$0` is the program, `$@` its arguments. The shell becomes the program, under the same pid.
  return openFiles === null ? nicely : ['/bin/sh', '-c', `ulimit -n ${openFiles}; exec "$0" "$@"`, ...nicely];
}

/** What this machine may allow a process at most. */
export interface Allowance {
  readonly openFiles: number;
  /** The lowest number, which is the highest priority. */
  readonly nice: number;
}

/** Rights of a process, as numbers of bits (capabilities(7)). */
const CAP_SYS_NICE = 23n;
const CAP_SYS_RESOURCE = 24n;

/** Of this process and its children; see getrlimit(2). */
export function allowance(): Allowance {
  const rights = BigInt(`0x${/^CapEff:\s*(\w+)$/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1] ?? '0'}`);
  const has = (right: bigint) => ((rights >> right) & 1n) === 1n;
  const text = readFileSync('/proc/self/limits', 'latin1');
  // Name, soft and hard limit, unit.
  const [, files] = /^Max open files +(\S+) +(\S+)/m.exec(text)?.slice(1) ?? [];
  const [priority] = /^Max nice priority +(\S+)/m.exec(text)?.slice(1) ?? [];
  return {
    openFiles: has(CAP_SYS_RESOURCE) || files === undefined || files === 'unlimited' ? Number.POSITIVE_INFINITY : Number(files),
    // The limit counts the other way round: 40 allows -20, 20 allows 0.
    nice: has(CAP_SYS_NICE) ? -20 : Math.min(getPriority(), 20 - Number(priority ?? 0)),
  };
}

/** What of the limits this machine does not keep, each as a sentence. `cgroup`: whether the service has one of its own. */
export function unkept({ openFiles, nice, cpuPercent }: Limits, most: Allowance, cgroup: boolean): string[] {
  const sentences: string[] = [];
  if (openFiles !== null && openFiles > most.openFiles) {
    sentences.push(
      `limits.open_files is ${openFiles}, but this machine allows ${most.openFiles} (LimitNOFILE= of the unit): so many it gets`,
    );
  }
  if (nice !== null && nice < 0 && getPriority() + nice < most.nice) {
    sentences.push(`limits.nice is ${nice}, but this user may not raise priorities (LimitNICE= of the unit): it stays at ${getPriority()}`);
  }
  if (cpuPercent !== null && !cgroup) {
    sentences.push('limits.cpu works only where the unit of the supervisor delegates a cgroup: it is left out');
  }
  return sentences;
}
