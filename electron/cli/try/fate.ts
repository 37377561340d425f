/** What has become of the program, by the events of its processes. */
import type { EventBody } from '../../supervisor/policy/event.ts';

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

export class Fate {
  /** Why it could not be started. */
  failure: string | null = null;
  /** Of the main program. */
  exit: Exit | null = null;
  /** When, in milliseconds since the start. */
  exitMs: number | null = null;
  readonly #exited = new AbortController();
  readonly #gone = new AbortController();
  readonly #startedAt = performance.now();

  /** Aborted when the main program has ended, or could not be started. */
  get exited(): AbortSignal {
    return this.#exited.signal;
  }

  /** Aborted when nothing of it is left. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** Since the start, in milliseconds. */
  ageMs(): number {
    return performance.now() - this.#startedAt;
  }

  take(event: EventBody): void {
    if (event.type === 'start-failed') this.failure = event.reason;
    if (event.type === 'exited') {
      this.exit = { code: event.code, signal: event.signal };
      this.exitMs = this.ageMs();
    }
    const over = event.type === 'start-failed' || event.type === 'gone';
    if (over || event.type === 'exited') this.#exited.abort();
    if (over || (event.type === 'exited' && !event.left)) this.#gone.abort();
  }
}
