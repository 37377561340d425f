/** Where the kernel has put the memory image of a program that a signal ended, as far as can be seen without asking anybody. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** Signals whose default is to leave a core file (signal(7)). */
const DUMPING = ['SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGQUIT', 'SIGSEGV', 'SIGSYS', 'SIGTRAP', 'SIGXCPU', 'SIGXFSZ'];
/** The file's time may lie so far before the moment in which its end was noticed, in milliseconds. */
const BEFORE_MS = 60_000;

export interface Death {
  readonly signal: string | null;
  readonly pid: number | null;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The folder in which it ran. */
  readonly directory: string;
}

/** A sentence about the core file; null: there is none. `pattern`: the kernel's core_pattern. Never rejects. */
export async function findCore(death: Death, pattern?: string): Promise<string | null> {
  if (death.signal === null || !DUMPING.includes(death.signal)) return null;
  const corePattern = pattern ?? (await readFile('/proc/sys/kernel/core_pattern', 'utf8').catch(() => '')).trim();
  if (corePattern === '') return null;
  return corePattern.startsWith('|') ? handedOn(corePattern, death) : inFile(corePattern, death);
}

function handedOn(pattern: string, { pid }: Death): string {
  if (!pattern.includes('systemd-coredump')) return `The kernel hands core files to ${pattern.slice(1).split(' ')[0]}.`;
  return `systemd keeps core files: coredumpctl info${pid === null ? '' : ` ${pid}`}`;
}

async function inFile(pattern: string, death: Death): Promise<string | null> {
  const path = resolve(death.directory, pattern);
  const folder = dirname(path);
  // A folder with a placeholder in its name is looked for by nobody.
  if (folder.includes('%')) return null;
  const names = await readdir(folder).catch(() => []);
  const form = nameForm(basename(path), death.pid);
  for (const name of names.filter((one) => form.test(one))) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found?.isFile() && Math.abs(found.mtimeMs - death.at) < BEFORE_MS) return `The core file is ${join(folder, name)}.`;
  }
  return null;
}

/** Placeholders of core(5): `%p` and `%P` are the pid, any other may be anything; the kernel may add `.PID`. */
function nameForm(pattern: string, pid: number | null): RegExp {
  const number = pid === null ? '\\d+' : String(pid);
  const parts = pattern.split(/(%.)/).map((part) => {
    if (part === '%%') return '%';
    if (part === '%p' || part === '%P') return number;
    return part.startsWith('%') ? '.*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}(\\.${number})?$`);
}
