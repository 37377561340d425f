/** Escape goes back by one: the part that was opened last hears it, and nobody else. */
import { useEffect, useRef } from 'react';

const listeners: (() => void)[] = [];

/** `back` is called for Escape while this part is there and none that came later. */
export function useEscape(back: () => void): void {
  const newest = useRef(back);
  useEffect(() => {
    newest.current = back;
  }, [back]);
  useEffect(() => {
    const listener = () => newest.current();
    listeners.push(listener);
    return () => {
      listeners.splice(listeners.indexOf(listener), 1);
    };
  }, []);
}

addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.repeat) listeners.at(-1)?.();
});
