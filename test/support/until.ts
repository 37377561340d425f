import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `read` gives something that is neither null, undefined nor false; fails loudly after `withinMs`. */
export async function until<T>(what: string, read: () => T | Promise<T>, withinMs = 5_000): Promise<NonNullable<T>> {
  const end = performance.now() + withinMs;
  for (;;) {
    const value = await read();
    if (value !== null && value !== undefined && value !== false) return value;
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(5);
  }
}
