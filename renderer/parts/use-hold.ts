/** Holding a button with a finger, the mouse or a key. */
import { type HTMLAttributes, useEffect, useRef, useState } from 'react';
import { FREE, HOLD_MS, type Hold, look, press, untilFired } from './hold.ts';

/** Often enough that the bar seems to run. */
const LOOK_EVERY_MS = 100;

interface Holding {
  /** How far it is, 0 to 1. */
  readonly part: number;
  /** For the button. */
  readonly gestures: HTMLAttributes<HTMLButtonElement>;
}

export function useHold(fired: () => void): Holding {
  // Not in the page's state: two looks may come before the page is drawn, and only the first may fire.
  const hold = useRef<Hold>(FREE);
  const timer = useRef<ReturnType<typeof setInterval>>(undefined);
  const [part, setPart] = useState(0);
  useEffect(() => () => clearInterval(timer.current), []);

  function begin(): void {
    hold.current = press(hold.current, performance.now());
    clearInterval(timer.current);
    timer.current = setInterval(() => {
      const now = performance.now();
      const before = hold.current;
      hold.current = look(before, now);
      setPart(1 - (untilFired(hold.current, now) ?? 0) / HOLD_MS);
      if (hold.current === before) return;
      clearInterval(timer.current);
      fired();
    }, LOOK_EVERY_MS);
  }
  function end(): void {
    clearInterval(timer.current);
    hold.current = FREE;
    setPart(0);
  }

  return {
    part,
    gestures: {
      onPointerDown: (event) => {
        if (event.button === 0) begin();
      },
      onPointerUp: end,
      onPointerLeave: end,
      onPointerCancel: end,
      onBlur: end,
      onContextMenu: (event) => event.preventDefault(),
      onKeyDown: (event) => {
        if (event.key !== ' ' && event.key !== 'Enter') return;
        // Else the key would click: at once, or when it is let go.
        event.preventDefault();
        if (!event.repeat) begin();
      },
      onKeyUp: (event) => {
        if (event.key === ' ') event.preventDefault();
        end();
      },
      // A click that no finger, mouse or key made is a screen reader's, which cannot hold. The second question remains.
      onClick: (event) => {
        if (event.detail === 0) fired();
      },
    },
  };
}
