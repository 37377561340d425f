/**
 * Writes small files that others watch: each write is whole or not at all (a new file renamed over the old), one at a time for
 * each name, the newest text wins, and at most ten a second for each name however fast the texts come.
 */
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Least time between two writes of one file, in milliseconds. */
const GAP_MS = 100;

export interface Writer {
  write(name: string, text: string): void;
  remove(name: string): void;
  /** Resolves when nothing is being written any more; texts that still wait for their turn are let go. */
  close(): Promise<void>;
}

/** `failed` is told once for each row of failures of one file; the next write tries again. */
export function createWriter(folder: string, failed: (name: string, error: unknown) => void): Writer {
  /** What each file should hold next; null: it should be gone. */
  const wanted = new Map<string, string | null>();
  const busy = new Map<string, Promise<void>>();
  const failing = new Set<string>();
  const pauses = new Set<() => void>();
  let closed = false;

  async function put(name: string, text: string | null): Promise<void> {
    const path = join(folder, name);
    try {
      if (text === null) return await rm(path, { force: true });
      await writeFile(`${path}.tmp`, text, { mode: 0o600 });
      await rename(`${path}.tmp`, path);
      failing.delete(name);
    } catch (error) {
      if (!failing.has(name)) failed(name, error);
      failing.add(name);
    }
  }

  function gap(): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        pauses.delete(end);
        resolve();
      };
      const timer = setTimeout(end, GAP_MS);
      pauses.add(end);
    });
  }

  async function work(name: string): Promise<void> {
    for (let text = wanted.get(name); text !== undefined && !closed; text = wanted.get(name)) {
      wanted.delete(name);
      await put(name, text);
      if (!closed) await gap();
    }
    busy.delete(name);
  }

  function want(name: string, text: string | null): void {
    if (closed) return;
    wanted.set(name, text);
    if (!busy.has(name)) busy.set(name, work(name));
  }

  return {
    write: (name, text) => want(name, text),
    remove: (name) => want(name, null),
    async close() {
      closed = true;
      for (const end of [...pauses]) end();
      await Promise.all(busy.values());
    },
  };
}
