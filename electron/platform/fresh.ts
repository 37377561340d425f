/** Something that costs a little to find out: found out only when it is asked for, and at most every so often. */

export interface Fresh<T> {
  /** As it was at most `forMs` ago. */
  get(): Promise<T>;
  /** It has changed: the next one who asks gets it as it is. */
  forget(): void;
}

/** `find` never rejects. Who asks while it is being found out gets the same answer. */
export function fresh<T>(forMs: number, find: () => Promise<T>, monotonicMs: () => number = () => performance.now()): Fresh<T> {
  let last: { readonly found: Promise<T>; at: number } | null = null;
  return {
    get() {
      if (last !== null && monotonicMs() - last.at < forMs) return last.found;
      const found = find();
      const one = { found, at: Number.POSITIVE_INFINITY };
      last = one;
      void found.then(() => {
        one.at = monotonicMs();
      });
      return found;
    },
    forget() {
      last = null;
    },
  };
}
