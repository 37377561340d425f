/**
 * What is to come, soonest first: a binary heap. Things due at the same millisecond happen in the order in which they were
 * put in, so a run is the same each time. A due thing is an object that its owner may use again, so that a beat allocates
 * nothing here.
 */
export interface Due {
  /** World time in milliseconds. */
  at: number;
  /** Set by the queue. */
  order: number;
  happen(): void;
}

export class Queue {
  readonly #heap: Due[] = [];
  #puts = 0;

  get first(): Due | undefined {
    return this.#heap[0];
  }

  put(due: Due): void {
    due.order = this.#puts++;
    const heap = this.#heap;
    let place = heap.length;
    heap.push(due);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || before(above, due)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = due;
  }

  take(): Due | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      let child = heap[left];
      let at = left;
      const right = heap[left + 1];
      if (child !== undefined && right !== undefined && before(right, child)) {
        child = right;
        at = left + 1;
      }
      if (child === undefined || before(last, child)) break;
      heap[place] = child;
      place = at;
    }
    heap[place] = last;
    return first;
  }

  /** The whole machine stood still: everything comes that much later. */
  postpone(byMs: number): void {
    for (const due of this.#heap) due.at += byMs;
  }
}

function before(one: Due, other: Due): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
