/** The ring that runs down while nobody touches anything. */
import { useEffect, useState } from 'react';
import { left, type Rest, ringPart, touched } from '../parts/rest.ts';

/** All that counts as a touch. */
const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove'] as const;

export interface Ring {
  /** What is left of it, 0 to 1. */
  readonly part: number;
  readonly leftMs: number;
}

/** `ended` is called once it has run down, each second again until somebody touches something: the first call may have got lost. */
export function useRest(lasts: number, ended: () => void): Ring {
  const [ring, setRing] = useState<Ring>({ part: 1, leftMs: lasts });
  useEffect(() => {
    let rest: Rest = { lasts, since: performance.now() };
    function show(): void {
      const now = performance.now();
      setRing({ part: ringPart(rest, now), leftMs: left(rest, now) });
      if (left(rest, now) === 0) ended();
    }
    function touch(): void {
      const wasFull = left(rest, performance.now()) > lasts - 1_000;
      rest = touched(rest, performance.now());
      if (!wasFull) show();
    }
    const timer = setInterval(show, 1_000);
    for (const type of TOUCHES) addEventListener(type, touch, { capture: true, passive: true });
    return () => {
      clearInterval(timer);
      for (const type of TOUCHES) removeEventListener(type, touch, { capture: true });
    };
  }, [lasts, ended]);
  return ring;
}
