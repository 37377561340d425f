/**
 * Looks at processes that are about to be ended: their state, and where in the kernel they wait. Only /proc is read, in the loop and
 * before the signal, because afterwards there is nothing to see. One process costs about 50 us.
 */
import { readFileSync } from 'node:fs';
import { attempt } from '../platform/attempt.ts';
import { clipStacks, clipText } from './clip.ts';
import type { SeenProcess } from './record.ts';

const MOST_PROCESSES = 20;
const MOST_FRAMES = 30;

/** Those that are gone are left out. */
export function lookAt(pids: readonly number[]): SeenProcess[] {
  return clipStacks(pids.slice(0, MOST_PROCESSES).flatMap((pid) => lookAtOne(pid) ?? []));
}

function lookAtOne(pid: number): SeenProcess | null {
  const status = read(pid, 'status');
  if (status === null) return null;
  const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? null;
  const threads = field('Threads');
  const memory = field('VmRSS');
  const place = read(pid, 'wchan');
  return {
    pid,
    name: clipText(field('Name') ?? 'unknown'),
    state: field('State') ?? 'unknown',
    threads: threads === null ? null : Number.parseInt(threads, 10),
    memoryBytes: memory === null ? null : Number.parseInt(memory, 10) * 1024,
    // The kernel says 0 for "nowhere" and for "not your business".
    waitsIn: place === null || place === '' || place === '0' ? null : place,
    kernelStack: framesOf(read(pid, 'stack')),
  };
}

/** `[<0>] futex_wait_queue+0x60/0x90` becomes `futex_wait_queue`. */
function framesOf(stack: string | null): string[] {
  const lines = (stack ?? '').split('\n').filter((line) => line !== '');
  return lines.slice(0, MOST_FRAMES).map((line) => line.replace(/^\[<[0-9a-f]*>\] /, '').replace(/\+0x.*$/, ''));
}

/** Null: it is gone, or not ours to read. */
function read(pid: number, name: string): string | null {
  return attempt(() => readFileSync(`/proc/${pid}/${name}`, 'latin1'));
}
