/** The last ten minutes of each service: some 5 KB. */
import type { UsageSample } from '../../supervisor/ports.ts';

const KEPT_MS = 600_000;
/** However the wall clock was stepped: a sample every 10 s. */
const MOST = 60;

export class History {
  readonly #samples = new Map<string, UsageSample[]>();

  add(service: string, sample: UsageSample): void {
    const kept = this.#samples.get(service) ?? [];
    this.#samples.set(service, [...kept, sample].slice(-MOST));
  }

  /** Oldest first. `now`: milliseconds since 1970. */
  of(service: string, now: number): readonly UsageSample[] {
    return (this.#samples.get(service) ?? []).filter(({ at }) => now - at <= KEPT_MS);
  }
}
