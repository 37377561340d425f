/** A document that is read again and again while somebody looks at it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AnswerProblem } from '../../electron/documents/bridge.ts';
import type { Result } from './api.ts';

export interface Reading<T> {
  /** The last one that was read; it stays while there is a problem. Null: none yet. */
  readonly value: T | null;
  /** When that was: wall clock, milliseconds. */
  readonly at: number;
  /** Why the newest attempt gave nothing; null: it gave `value`. */
  readonly problem: AnswerProblem | null;
  /** Since when there has been nothing but problems: wall clock, milliseconds. */
  readonly since: number;
  /** Read again now. */
  again(): void;
}

type Read<T> = Omit<Reading<T>, 'again'>;

/** `everyMs`: from an answer to the next question. `read` has to stay the same function. */
export function useReading<T>(read: () => Promise<Result<T>>, everyMs: number): Reading<T> {
  const [state, setState] = useState<Read<T>>({ value: null, at: 0, problem: null, since: 0 });
  const readNow = useRef<() => Promise<void>>(async () => undefined);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    async function next(): Promise<void> {
      clearTimeout(timer);
      const result = await read();
      if (over) return;
      setState((last) => after(last, result, Date.now()));
      // Whichever of two questions is answered last keeps the round going.
      clearTimeout(timer);
      timer = setTimeout(next, everyMs);
    }
    readNow.current = next;
    void next();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [read, everyMs]);

  return { ...state, again: useCallback(() => void readNow.current(), []) };
}

function after<T>(last: Read<T>, result: Result<T>, now: number): Read<T> {
  if (result.ok) return { value: result.value, at: now, problem: null, since: now };
  return { ...last, problem: result.problem, since: last.problem === null ? now : last.since };
}
