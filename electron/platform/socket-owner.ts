/** Whose socket is this: the process that listens at a path, found in /proc. It takes about 1 ms for 100 processes. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { attempt } from './attempt.ts';

export interface SocketOwner {
  readonly pid: number;
  /** Its name, as `ps` shows it: at most 15 characters. */
  readonly program: string;
}

/** The flag of a socket that listens, in /proc/net/unix. */
const ACCEPTS = 0x10000;

/** Null: nobody listens there, or a process that this user may not look into (another user's, or one with privileges of its own). */
export function socketOwner(path: string): SocketOwner | null {
  const links = new Set(listening(path).map((inode) => `socket:[${inode}]`));
  if (links.size === 0) return null;
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (Number.isInteger(pid) && holds(pid, links))
      return { pid, program: attempt(() => readFileSync(`/proc/${pid}/comm`, 'utf8').trim()) ?? '' };
  }
  return null;
}

/** Whether somebody listens there, be it another user's process. */
export function isListening(path: string): boolean {
  return listening(path).length > 0;
}

/** The inodes of sockets that listen at the path; one whose file was removed stands there still. */
function listening(path: string): string[] {
  const lines = (attempt(() => readFileSync('/proc/net/unix', 'utf8')) ?? '').split('\n');
  return lines.flatMap((line) => {
    const [, , , flags = '0', , , inode = '', ...rest] = line.split(/\s+/);
    return rest.join(' ') === path && (Number.parseInt(flags, 16) & ACCEPTS) !== 0 ? [inode] : [];
  });
}

function holds(pid: number, links: ReadonlySet<string>): boolean {
  const folder = `/proc/${pid}/fd`;
  return (attempt(() => readdirSync(folder)) ?? []).some((fd) => links.has(attempt(() => readlinkSync(`${folder}/${fd}`)) ?? ''));
}
