/** What could not be kept, counted until the log says so. */

/** Chunks are what one read of the pipe, or one write to the disk, brought. */
export interface Drops {
  readonly chunks: number;
  readonly bytes: number;
}

export const NO_DROPS: Drops = { chunks: 0, bytes: 0 };

export function addDrops(a: Drops, b: Drops): Drops {
  return { chunks: a.chunks + b.chunks, bytes: a.bytes + b.bytes };
}

/** `3.1 MB`, in powers of a thousand. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** The mark in the log. */
export function dropsInWords(drops: Drops, reason: string): string {
  return `${drops.chunks} ${drops.chunks === 1 ? 'chunk' : 'chunks'} (${sizeInWords(drops.bytes)}) dropped: ${reason}`;
}

/** Why the disk takes nothing, from the error of a system call. */
export function diskTrouble(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return `the disk is full (${error.code})`;
  return `the disk failed (${error.message})`;
}
