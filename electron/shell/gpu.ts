/**
 * The graphics process. When it dies Chromium starts another one and nothing is told to the page; yet after about one death in eight what
 * the page draws a second later does not reach the screen any more, and no beat can show that, for frames go on all the same. Nothing
 * inside tells such a screen from a good one, so that after each death the view is put on the window anew, which has freed every one
 * (docs/measures.md#gpu). Drawing it anew alone frees none, and to leave full screen and come back does harm.
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
