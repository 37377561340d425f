/**
 * How staff call the overlay on the screen itself: by a key and by taps in a corner. Both are seen on every page in the window, whatever
 * the page does with them, so that no page can keep staff out. The third way, `invigil overlay`, comes over the line.
 *
 *   hotkey      which key press it is; seen before the page, also by a page that hangs
 *   taps        counts them; `tap-signs` tells of them from within the page, as no event of Electron's carries the place of a touch
 */
import { performance } from 'node:perf_hooks';
import { app } from 'electron';
import { z } from 'zod';
import type { ShellSettings } from '../environment.ts';
import { hotkey } from './hotkey.ts';
import { Taps } from './taps.ts';

export interface WaysOptions extends Pick<ShellSettings, 'hotkey' | 'corner'> {
  readonly onHotkey: () => void;
  readonly onCorner: () => void;
}

const tapSchema = z.object({ x: z.number(), y: z.number(), width: z.number().positive(), height: z.number().positive() });

/** Before the first page is made. */
export function watchWays({ hotkey: setting, corner, onHotkey, onCorner }: WaysOptions): void {
  const isHotkey = setting === null ? () => false : hotkey(setting);
  const taps = corner === null ? null : new Taps(corner);
  app.on('web-contents-created', (_event, contents) => {
    contents.on('before-input-event', (event, input) => {
      if (!isHotkey(input)) return;
      event.preventDefault();
      if (!input.isAutoRepeat) onHotkey();
    });
    contents.on('ipc-message', (_message, channel, said) => {
      if (channel !== 'tap') return;
      // A page that broke out of its world may say anything; the most it gets is the PIN pad.
      const tap = tapSchema.safeParse(said);
      if (tap.success && taps?.count(tap.data, performance.now())) onCorner();
    });
  });
}
