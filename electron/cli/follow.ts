/** Looks again whenever something has happened. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from './client.ts';

/** However fast events come, looked again at most so often, in milliseconds. */
const GAP_MS = 50;

/**
 * Calls `look` at once, at each event of the supervisor and, with `tickMs`, after so long without one, until it says that
 * it has seen enough (true), the stream of events ends, or `signal` is aborted.
 */
export async function follow(client: Client, look: () => Promise<boolean>, signal: AbortSignal, tickMs?: number): Promise<void> {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  let wake: () => void = () => undefined;
  let failure: unknown = null;
  const stream = client
    .events(() => wake(), either)
    .catch((error: unknown) => {
      failure = error;
    })
    .finally(() => over.abort());
  either.addEventListener('abort', () => wake());
  try {
    while (!either.aborted) {
      // Armed before looking, so that what happens while looking is not missed.
      const news = new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (await look()) return;
      const tick = tickMs === undefined ? undefined : setTimeout(() => wake(), tickMs);
      if (!either.aborted) await news;
      clearTimeout(tick);
      await sleep(GAP_MS);
    }
  } finally {
    over.abort();
    await stream;
  }
  if (failure !== null) throw failure;
}

/** Runs `work` with a signal that Ctrl+C aborts, instead of ending the process. */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    return await work(interrupted.signal);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}
