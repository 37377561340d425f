/**
 * The overlay: what staff see over the running exhibit. The page is loaded once and waits, empty, until it is opened; it reaches the
 * world through `window.overlay` alone (electron/documents/bridge.ts) and keeps nothing from one visit to the next.
 *
 *   app.tsx      the visit: closed, PIN pad, panel; the ring that runs down
 *   pad*         the PIN pad
 *   panel.tsx    the sentence, the services (service*, log), actions*, incidents, machine
 *   api.ts       questions and typed answers; use-reading.ts asks again and again
 *
 * Numbers: it closes by itself after 60 s untouched, at the PIN pad after 15 s; it reads the overview each second and the rest each
 * 10 s; a button tells its outcome for 5 s; what is dangerous is held for 2 s and then confirmed.
 */
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import type { OverlayBridge } from '../../electron/documents/bridge.ts';
import { App } from './app.tsx';

declare global {
  interface Window {
    overlay: OverlayBridge;
  }
}

// The page's policy forbids code made from text, which zod would try.
config({ jitless: true });

/** A bug of the page's own: it goes out of the exhibit's way, and is whole again when it is opened next. */
function beginAnew(error: unknown): void {
  console.error(error);
  void window.overlay.ask({ ask: 'close' }).then(() => location.reload());
}

addEventListener('DOMContentLoaded', () => {
  // Else the first opening would wait for the typeface.
  for (const weight of [400, 500, 600]) void document.fonts.load(`${weight} 16px "Inter Variable"`);
  const root = document.getElementById('overlay');
  if (root === null) throw new Error('the overlay’s page has no #overlay');
  createRoot(root, { onUncaughtError: beginAnew }).render(<App bridge={window.overlay} />);
});
