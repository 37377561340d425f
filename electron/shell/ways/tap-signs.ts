/**
 * Tells of every tap and click on a page, from within it: in a world of its own, which the page cannot reach, and before any script
 * of the page, which could otherwise keep them to itself.
 */
import type { Tap } from './taps.ts';

/** The little of a page's world that is used here. */
declare function addEventListener(type: 'pointerup', listener: (event: PointerUp) => void, options: { capture: true; passive: true }): void;
declare const window: Readonly<Record<'screenX' | 'screenY' | 'outerWidth' | 'outerHeight', number>>;
interface PointerUp {
  readonly isTrusted: boolean;
  readonly screenX: number;
  readonly screenY: number;
}

/** Of all signs of a tap, `pointerup` is the one that comes for mouse and touch, whatever the page listens for. */
export function tellTaps(tell: (tap: Tap) => void): void {
  addEventListener(
    'pointerup',
    ({ isTrusted, screenX, screenY }) => {
      // Positions on the screen: they are the same in a frame of the page and at any zoom.
      const { screenX: left, screenY: top, outerWidth: width, outerHeight: height } = window;
      if (isTrusted) tell({ x: screenX - left, y: screenY - top, width, height });
    },
    { capture: true, passive: true },
  );
}
