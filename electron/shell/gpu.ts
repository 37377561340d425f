/**
 * The graphics process. When it dies Chromium starts another one and nothing is told to the page, yet in some cases what the page
 * draws from then on never reaches the screen, which no beat can show: so the picture is made anew. The sixth death ends the whole
 * of Electron; before it comes to that the shell asks to be restarted.
 */
import { app } from 'electron';

/** The new graphics process is there by then. */
const SETTLE_MS = 500;
/** So many deaths in one life of the shell are enough. */
const DEATHS = 3;

export interface GpuOptions {
  readonly repaint: () => void;
  readonly fatal: (message: string) => void;
}

export function watchGpu({ repaint, fatal }: GpuOptions): void {
  let deaths = 0;
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (type !== 'GPU') return;
    deaths += 1;
    console.error(`the graphics process ended (${reason}), number ${deaths}`);
    setTimeout(repaint, SETTLE_MS);
    if (deaths === DEATHS) fatal(`the graphics process ended ${deaths} times`);
  });
}
