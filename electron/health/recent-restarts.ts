/** Unplanned restarts of all services within the last ten minutes, by the monotonic clock. */
import type { Snapshot } from '../supervisor/snapshot.ts';

const WINDOW_MS = 600_000;
/** Enough to judge by; a storm costs no more memory than this. */
const MOST = 1_000;

export class RecentRestarts {
  readonly #counts = new Map<string, number>();
  #times: number[] = [];

  /** `at`: monotonic milliseconds. */
  observe(services: Snapshot['services'], at: number): void {
    for (const { name, restarts } of services) {
      const more = restarts - (this.#counts.get(name) ?? restarts);
      this.#counts.set(name, restarts);
      for (let one = 0; one < more; one++) this.#times.push(at);
    }
    if (this.#times.length > MOST) this.#times = this.#times.slice(-MOST);
  }

  count(at: number): number {
    this.#times = this.#times.filter((time) => at - time < WINDOW_MS);
    return this.#times.length;
  }

  /** Since the supervisor started. */
  get all(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }
}
