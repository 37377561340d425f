/** Holding a button with a finger, the mouse or a key. */
import { type HTMLAttributes, useEffect, useState } from 'react';
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
  const [hold, setHold] = useState<Hold>(FREE);
  const [part, setPart] = useState(0);
  const isPressed = hold.state === 'pressed';

  useEffect(() => {
    if (!isPressed) return;
    const timer = setInterval(() => {
      const now = performance.now();
      const next = look(hold, now);
      setPart(1 - (untilFired(next, now) ?? 0) / HOLD_MS);
      if (next === hold) return;
      setHold(next);
      fired();
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isPressed, hold, fired]);

  function begin(): void {
    setHold((current) => press(current, performance.now()));
  }
  function end(): void {
    setHold(FREE);
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
