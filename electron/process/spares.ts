/** The spares of all services: each is made when its service has run for a while, and taken by the service's next start. */
import { messageOf } from '../platform/errors.ts';
import type { Log } from './log.ts';
import { hasPlainShell, type Spare } from './spare.ts';

/** What crashes sooner is not waited for by anybody; after a start of the exhibit the services have the processor to themselves. */
const AFTER_MS = 1000;
/** What is not started again at once is stopped, or makes a pause: then nobody waits for the start, and nothing is to be left of it. */
const UNUSED_MS = 500;

export class Spares {
  readonly #log: Log;
  readonly #waiting = new Map<string, Spare>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #possible: boolean;

  constructor(log: Log) {
    this.#log = log;
    this.#possible = hasPlainShell();
  }

  /** The service's program runs. */
  began(service: string, make: () => Spare | null): void {
    if (this.#possible) this.#after(AFTER_MS, service, () => this.#make(service, make));
  }

  /** It has ended. */
  ended(service: string): void {
    if (this.#possible) this.#after(UNUSED_MS, service, () => this.take(service)?.letGo());
  }

  /** For one start; null: there is none. */
  take(service: string): Spare | null {
    const spare = this.#waiting.get(service) ?? null;
    this.#waiting.delete(service);
    return spare;
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    for (const spare of this.#waiting.values()) spare.letGo();
    this.#waiting.clear();
  }

  /** Instead of what was to be done for this service. */
  #after(delayMs: number, service: string, act: () => void): void {
    clearTimeout(this.#timers.get(service));
    this.#timers.set(service, setTimeout(act, delayMs));
  }

  #make(service: string, make: () => Spare | null): void {
    try {
      const spare = make();
      if (spare !== null) this.#waiting.set(service, spare);
    } catch (error) {
      this.#log('info', `${service}: no process could be made for its next start, which will make its own: ${messageOf(error)}`);
    }
  }
}
