/**
 * How much memory a process costs the machine: its own pages whole, and of those it shares an equal part (PSS, "proportional
 * set size"). Summed over the processes of a service it is what the service costs; RSS would count shared libraries once for each.
 */
import { readFileSync } from 'node:fs';

/** What is answered for a process that has ended, or belongs to another user. */
const NOT_OURS: readonly unknown[] = ['ENOENT', 'ESRCH', 'EACCES', 'EPERM'];

/**
 * PSS in bytes; null: the process has ended, is a zombie or a kernel thread, or is not ours to look into. The kernel adds up all
 * mappings for each answer: 0.1 ms for a small program, several for a browser.
 */
export function pssBytes(pid: number): number | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1');
  } catch (error) {
    if (error instanceof Error && 'code' in error && NOT_OURS.includes(error.code)) return null;
    throw error;
  }
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(text)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}
