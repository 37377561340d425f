/** What processes hold: memory and open descriptors. What has ended holds nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import { attempt } from '../../../electron/platform/attempt.ts';
import { pssBytes } from '../../../electron/platform/pss.ts';

export interface Held {
  /** Its own memory and its part of what it shares, in bytes. */
  readonly pss: number;
  /** With all that it shares, in bytes. */
  readonly rss: number;
  readonly descriptors: number;
}

export function held(pids: readonly number[]): Held {
  const sum = (of: (pid: number) => number) => pids.reduce((whole, pid) => whole + of(pid), 0);
  return {
    pss: sum((pid) => pssBytes(pid) ?? 0),
    rss: sum((pid) => statusBytes(pid, 'VmRSS')),
    descriptors: sum((pid) => attempt(() => readdirSync(`/proc/${pid}/fd`))?.length ?? 0),
  };
}

/** The most that these processes ever held, each for itself, in bytes. */
export function peakBytes(pids: readonly number[]): number {
  return pids.reduce((whole, pid) => whole + statusBytes(pid, 'VmHWM'), 0);
}

function statusBytes(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = attempt(() => readFileSync(`/proc/${pid}/status`, 'utf8')) ?? '';
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) * 1024;
}
