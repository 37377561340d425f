/** What is left of disk and memory. */
import { statfs } from 'node:fs/promises';
import type { Machine } from '../documents/machine.ts';

/** What users may still write: the part that is kept for root does not count. */
export async function diskOf(folder: string): Promise<Machine['disk']> {
  const found = await statfs(folder).catch(() => null);
  return found === null ? null : { free_bytes: found.bavail * found.bsize, total_bytes: found.blocks * found.bsize };
}

/** How full the disk is, as `df` says: of what users may write at all. */
export async function diskPercentOf(folder: string): Promise<number | null> {
  const found = await statfs(folder).catch(() => null);
  if (found === null) return null;
  const used = found.blocks - found.bfree;
  return used + found.bavail === 0 ? null : (used / (used + found.bavail)) * 100;
}

/** Of /proc/meminfo. Pure. */
export function memoryOf(text: string): Machine['memory'] {
  const bytes = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? Number.NaN) * 1024;
  const [available, total] = [bytes('MemAvailable'), bytes('MemTotal')];
  return Number.isNaN(available + total) ? null : { available_bytes: available, total_bytes: total };
}
