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

/** One question after the other. */
interface Round {
  ask(): Promise<void>;
  /** The next question, by the present pace; at once where it is due. */
  plan(): void;
}

/**
 * `everyMs`: from an answer to the next question. Where it changes nothing is asked anew that was asked just now. `read` has to stay the
 * same function.
 */
export function useReading<T>(read: () => Promise<Result<T>>, everyMs: number): Reading<T> {
  const [state, setState] = useState<Read<T>>({ value: null, at: 0, problem: null, since: 0 });
  const round = useRef<Round | null>(null);
  const pace = useRef(everyMs);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    let answeredAt: number | null = null;
    async function ask(): Promise<void> {
      clearTimeout(timer);
      const result = await read();
      if (over) return;
      answeredAt = performance.now();
      setState((last) => after(last, result, Date.now()));
      // Whichever of two questions is answered last keeps the round going.
      plan();
    }
    function plan(): void {
      // The first answer plans by itself.
      if (answeredAt === null) return;
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), Math.max(0, answeredAt + pace.current - performance.now()));
    }
    round.current = { ask, plan };
    void ask();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [read]);

  useEffect(() => {
    if (pace.current === everyMs) return;
    pace.current = everyMs;
    round.current?.plan();
  }, [everyMs]);

  return { ...state, again: useCallback(() => void round.current?.ask(), []) };
}

function after<T>(last: Read<T>, result: Result<T>, now: number): Read<T> {
  if (result.ok) return { value: result.value, at: now, problem: null, since: now };
  return { ...last, problem: result.problem, since: last.problem === null ? now : last.since };
}
