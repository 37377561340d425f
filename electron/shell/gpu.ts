/**
 * The graphics process. When it dies Chromium starts another one and nothing is told to the page. What the page draws from then on may
 * never reach the screen, and no beat shows that, for frames go on all the same; nothing inside tells such a screen from a good one. So
 * the view is put on the window anew after each death.
 *
 * The sixth death in one life ends the whole of Electron. Before it comes to that, or when deaths come thick, the shell asks for a planned
 * restart, and to draw without the graphics card from then on.
 */
import { performance } from 'node:perf_hooks';
import { app } from 'electron';
import { GpuDeaths } from './gpu-deaths.ts';

/** The new graphics process is there by then. */
const SETTLE_MS = 500;

export interface GpuOptions {
  /** Puts what is seen on the window anew. */
  readonly repaint: () => void;
  readonly renew: (reason: string) => void;
}

export function watchGpu({ repaint, renew }: GpuOptions): void {
  const deaths = new GpuDeaths();
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (type !== 'GPU') return;
    const wanted = deaths.count(performance.now());
    console.error(`the graphics process ended (${reason}), number ${deaths.number}`);
    setTimeout(repaint, SETTLE_MS);
    if (wanted !== null) renew(wanted);
  });
}
