/** What /proc tells of other processes. All of it is read synchronously: each file is made by the kernel and costs about 10 us. */
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { unlessGone } from './errors.ts';

/** The part of /proc/PID/stat that containment needs. */
export interface ProcessStat {
  /** One letter: R, S, D, T, t, Z, X... */
  readonly state: string;
  readonly group: number;
  /** Time of its start, in hundredths of a second since boot. */
  readonly startTicks: number;
  readonly kernelThread: boolean;
}

/** Flag of kernel threads in /proc/PID/stat (PF_KTHREAD). */
const KERNEL_THREAD = 0x00200000;

/** A process whose environment is larger is searched in its first part only; the kernel's own limit for one string is 128 KiB. */
const LARGEST_ENVIRONMENT = 1024 * 1024;
const buffer = Buffer.alloc(LARGEST_ENVIRONMENT + 2);

/** The processes that exist now, in ascending order. */
export function listPids(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0);
}

/** Null: there is no such process. */
export function readStat(pid: number): ProcessStat | null {
  const text = readProc(pid, 'stat');
  if (text === null) return null;
  // The name of the program comes second, in parentheses, and may hold anything; see proc_pid_stat(5) for the others.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return {
    state: fields[0] ?? 'X',
    group: Number(fields[2]),
    startTicks: Number(fields[19]),
    kernelThread: (Number(fields[6]) & KERNEL_THREAD) !== 0,
  };
}

/** False for what has ended and only waits for its parent to look (a zombie). */
export function isAlive(stat: ProcessStat | null): stat is ProcessStat {
  return stat !== null && stat.state !== 'Z' && stat.state !== 'X';
}

/**
 * The environment a process was started with, as `\0NAME=value\0NAME=value\0`; null: no such process, or not ours to read.
 * The answer is overwritten by the next call.
 */
export function readEnvironment(pid: number): Buffer | null {
  const file = unlessGone(() => openSync(`/proc/${pid}/environ`, 'r'));
  if (file === null) return null;
  const length = unlessGone(() => readSync(file, buffer, 1, LARGEST_ENVIRONMENT, 0));
  closeSync(file);
  if (length === null) return null;
  buffer[length + 1] = 0;
  return buffer.subarray(0, length + 1);
}

/** Whether a debugger or tracer holds the process. */
export function isTraced(pid: number): boolean {
  const tracer = /^TracerPid:\s*(\d+)$/m.exec(readProc(pid, 'status') ?? '')?.[1];
  return tracer !== undefined && tracer !== '0';
}

function readProc(pid: number, name: string): string | null {
  return unlessGone(() => readFileSync(`/proc/${pid}/${name}`, 'latin1'));
}
