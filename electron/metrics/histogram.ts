/** How often something took how long, in seconds, as Prometheus counts it: each bucket holds what is in those below it too. */
import type { Labels, Sample } from './exposition.ts';

export class Histogram {
  readonly #bounds: readonly number[];
  readonly #counts: number[];
  #sum = 0;
  #count = 0;

  /** `bounds`: the highest value of each bucket, ascending. */
  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.#counts = bounds.map(() => 0);
  }

  observe(value: number): void {
    const place = this.#bounds.findIndex((bound) => value <= bound);
    if (place >= 0) this.#counts[place] = (this.#counts[place] ?? 0) + 1;
    this.#sum += value;
    this.#count += 1;
  }

  /** None before the first time: most services never fail, and their empty buckets would be half of the page. */
  samples(labels: Labels): Sample[] {
    if (this.#count === 0) return [];
    let below = 0;
    const buckets = this.#bounds.map((bound, place) => {
      below += this.#counts[place] ?? 0;
      return { labels: { ...labels, le: String(bound) }, value: below, suffix: '_bucket' };
    });
    return [
      ...buckets,
      { labels: { ...labels, le: '+Inf' }, value: this.#count, suffix: '_bucket' },
      { labels, value: this.#sum, suffix: '_sum' },
      { labels, value: this.#count, suffix: '_count' },
    ];
  }
}
