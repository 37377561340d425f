/** Several logs as one, by time. Each source must itself be in order. */
import type { LogLine } from '../line.ts';

export type Batches = AsyncIterator<readonly LogLine[], void, undefined>;

/** A source and its foremost line. */
interface Head {
  readonly source: Batches;
  rest: IterableIterator<LogLine>;
  line: LogLine;
}

/** `sign` 1: oldest first; -1: youngest first. At the same time the source named first goes first. Ends its sources. */
export async function* merge(sources: readonly Batches[], sign: 1 | -1): AsyncGenerator<LogLine, void, undefined> {
  const heads: Head[] = [];
  try {
    for (const source of sources) {
      const head = await nextHead(source);
      if (head) heads.push(head);
    }
    for (let first = foremost(heads, sign); first; first = foremost(heads, sign)) {
      yield first.line;
      const next = first.rest.next();
      if (!next.done) first.line = next.value;
      else {
        const head = await nextHead(first.source);
        heads.splice(heads.indexOf(first), 1, ...(head ? [head] : []));
      }
    }
  } finally {
    for (const source of sources) await source.return?.();
  }
}

function foremost(heads: readonly Head[], sign: 1 | -1): Head | undefined {
  let best = heads[0];
  for (const head of heads) if (best && sign * (head.line.time.getTime() - best.line.time.getTime()) < 0) best = head;
  return best;
}

async function nextHead(source: Batches): Promise<Head | null> {
  for (;;) {
    const result = await source.next();
    if (result.done) return null;
    const rest = result.value.values();
    const first = rest.next();
    if (!first.done) return { source, rest, line: first.value };
  }
}
