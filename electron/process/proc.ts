/** What /proc tells of other processes. All of it is read synchronously: each file is made by the kernel and costs about 10 us. */
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { unlessGone } from './errors.ts';

/** What is needed of /proc/PID/stat. */
export interface ProcessStat {
  /** One letter: R, S, D, T, t, Z, X... */
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  readonly kernelThread: boolean;
  /** It runs no more of its own code. */
  readonly exiting: boolean;
  /** In hundredths of a second; its own and that of the children whose end it has seen. */
  readonly cpuTicks: number;
  readonly threads: number;
  /** Time of its start, in hundredths of a second since boot. */
  readonly startTicks: number;
  /** Resident memory, in pages. */
  readonly residentPages: number;
}

/** Flags in /proc/PID/stat (PF_EXITING, PF_KTHREAD). */
const EXITING = 0x00000004;
const KERNEL_THREAD = 0x00200000;

/** A process whose environment is larger is searched in its first part only; the kernel's own limit for one string is 128 KiB. */
const LARGEST_ENVIRONMENT = 1024 * 1024;
const environment = Buffer.alloc(LARGEST_ENVIRONMENT + 2);
/** More than any other file that is read here has: /proc/stat has a line for each processor, and a number for each interrupt. */
const text = Buffer.alloc(65_536);

/** The kernel's unit of memory; on ARM it may be larger than 4096. */
export const PAGE_BYTES = pageBytes();

/** The processes that exist now, in ascending order. */
export function listPids(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0);
}

/** Null: there is no such process. */
export function readStat(pid: number): ProcessStat | null {
  const line = readProc(pid, 'stat');
  if (line === null) return null;
  // The name of the program comes second, in parentheses, and may hold anything; see proc_pid_stat(5) for the others.
  const [state = 'X', ...rest] = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const field = (number: number) => Number(rest[number - 4]);
  const flags = field(9);
  return {
    state,
    parent: field(4),
    group: field(5),
    session: field(6),
    kernelThread: (flags & KERNEL_THREAD) !== 0,
    exiting: (flags & EXITING) !== 0,
    cpuTicks: field(14) + field(15) + field(16) + field(17),
    threads: field(20),
    startTicks: field(22),
    residentPages: field(24),
  };
}

/**
 * False for what has ended and only waits for its parent to look (a zombie). One whose first thread alone has ended looks the
 * same but for its other threads, and lives.
 */
export function isAlive(stat: ProcessStat | null): stat is ProcessStat {
  return stat !== null && stat.state !== 'X' && (stat.state !== 'Z' || stat.threads > 1);
}

/**
 * The environment a process was started with, as `\0NAME=value\0NAME=value\0`; null: no such process, or not ours to read.
 * The answer is overwritten by the next call.
 */
export function readEnvironment(pid: number): Buffer | null {
  return environmentFrom(`/proc/${pid}/environ`);
}

/** The same of a process whose first thread has ended: seen through another one. */
export function readEnvironmentOfOthers(pid: number): Buffer | null {
  const threads = unlessGone(() => readdirSync(`/proc/${pid}/task`)) ?? [];
  const other = threads.find((thread) => Number(thread) !== pid);
  return other === undefined ? null : environmentFrom(`/proc/${pid}/task/${other}/environ`);
}

function environmentFrom(path: string): Buffer | null {
  const file = unlessGone(() => openSync(path, 'r'));
  if (file === null) return null;
  const length = unlessGone(() => readSync(file, environment, 1, LARGEST_ENVIRONMENT, 0));
  closeSync(file);
  if (length === null) return null;
  environment[length + 1] = 0;
  return environment.subarray(0, length + 1);
}

/** So many of a family are looked for: more than any program has that is not multiplying. */
const MOST_RELATIVES = 100;

/**
 * A process, its children, theirs and so on, as the kernel knows them: those whose parent has ended are not among them, nor those
 * that another thread than the first one has started. 10 us for each, where a search through all processes takes milliseconds.
 */
export function familyOf(pid: number): number[] {
  const family = [pid];
  for (let place = 0; place < family.length && family.length < MOST_RELATIVES; place++) {
    const one = family[place] ?? pid;
    family.push(...pidsIn(readChildren(one) ?? ''));
  }
  return family;
}

/** What the first thread of a process has started or been given, as `PID PID `; null: there is no such process, or the kernel does not tell. */
export const readChildren = (pid: number): string | null => readProc(pid, `task/${pid}/children`);

/** The pids in such a list. */
export const pidsIn = (list: string): number[] => list.split(' ').filter(Boolean).map(Number);

/** Whether a debugger or tracer holds the process, or one of its family: behind `sh -c` or npm the program is a child. */
export function isTraced(pid: number): boolean {
  return familyOf(pid).some((one) => {
    const tracer = /^TracerPid:\s*(\d+)$/m.exec(readProc(one, 'status') ?? '')?.[1];
    return tracer !== undefined && tracer !== '0';
  });
}

/** Processes and threads that the kernel has made since boot; null: it does not say. */
export function forkCount(): number | null {
  const start = '\nprocesses ';
  const stat = readText('/proc/stat');
  const at = stat?.indexOf(start) ?? -1;
  return stat === null || at < 0 ? null : Number.parseInt(stat.slice(at + start.length), 10);
}

const readProc = (pid: number, name: string) => readText(`/proc/${pid}/${name}`);

/** In one reading, which is a third of what `readFileSync` costs. */
function readText(path: string): string | null {
  const file = unlessGone(() => openSync(path, 'r'));
  if (file === null) return null;
  const length = unlessGone(() => readSync(file, text, 0, text.length, 0));
  closeSync(file);
  return length === null ? null : text.toString('latin1', 0, length);
}

/** What the kernel has told this process at its start: pairs of words, of which type 6 is the page size (getauxval(3)). */
function pageBytes(): number {
  const words = new BigUint64Array(new Uint8Array(readFileSync('/proc/self/auxv')).buffer);
  const at = words.findIndex((type, index) => index % 2 === 0 && type === 6n);
  return Number(words[at + 1] ?? 4096n);
}
