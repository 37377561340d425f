/**
 * One supervisor for an exhibit. The lock is a Unix socket in the kernel's abstract namespace: the kernel gives its name to one
 * process only, and takes it back when that process dies, however it dies. So there is no file that could go stale, no pid that
 * could be a stranger's, and nothing to race for. Nobody talks over it; who holds it is read from /proc.
 *
 * Limit: the namespace is that of the network namespace, so supervisors in two containers do not see each other's lock.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { uptime } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { isListening, socketOwner } from '../platform/socket-owner.ts';

export interface Lock {
  release(): Promise<void>;
}

export interface Holder {
  readonly pid: number;
  readonly since: Date;
  readonly command: string;
}

/** Another supervisor runs this exhibit. `holder` null: another user's, whose processes we may not look into. */
export class LockHeldError extends Error {
  override readonly name = 'LockHeldError';
  readonly holder: Holder | null;

  constructor(holder: Holder | null) {
    const who =
      holder === null ? "another user's process" : `process ${holder.pid} (${holder.command}), since ${holder.since.toISOString()}`;
    super(`the exhibit is run by ${who}`);
    this.holder = holder;
  }
}

/** A child that a killed supervisor was just forking holds the name some milliseconds longer. */
const PATIENCE_MS = 300;
const PAUSE_MS = 20;

/** `path`: the exhibit's control socket. Rejects with a `LockHeldError`. */
export async function lock(path: string): Promise<Lock> {
  const name = nameFor(path);
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const server = await bind(name);
    if (server !== null) return { release: () => new Promise((resolve) => server.close(() => resolve())) };
    if (performance.now() > deadline) throw new LockHeldError(holderOf(path));
    await sleep(PAUSE_MS);
  }
}

function nameFor(path: string): string {
  return `invigil-${createHash('sha256').update(path).digest('hex').slice(0, 32)}`;
}

function holderOf(path: string): Holder | null {
  const pid = supervisorOf(path);
  return pid === null ? null : lookInto(pid);
}

/** Null: somebody has the name. */
async function bind(name: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen({ path: `\0${name}` }, () => {
      server.unref();
      resolve(server);
    });
  });
}

/** The supervisor that runs the exhibit; null: none, or another user's. `path`: the exhibit's control socket. */
export function supervisorOf(path: string): number | null {
  return socketOwner(shownName(path))?.pid ?? null;
}

/** Whether a supervisor runs the exhibit, be it another user's; from its first moment, before it answers, to its last. `path`: as above. */
export function isHeld(path: string): boolean {
  return isListening(shownName(path));
}

/** The kernel shows an abstract name with an @ in front. */
function shownName(path: string): string {
  return `@${nameFor(path)}`;
}

/** Null: it has ended meanwhile. */
function lookInto(pid: number): Holder | null {
  try {
    const folder = `/proc/${pid}`;
    const command = readFileSync(`${folder}/cmdline`, 'utf8').split('\0').join(' ').trim();
    // Field 22 of proc_pid_stat(5), the 20th after the name: its start, in hundredths of a second since boot.
    const stat = readFileSync(`${folder}/stat`, 'latin1');
    const startTicks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
    return { pid, command, since: new Date(Date.now() - uptime() * 1000 + startTicks * 10) };
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
