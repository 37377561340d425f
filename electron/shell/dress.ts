/** How the exhibit's page is shown: its zoom, styles from a file, the mouse pointer. */
import { readFile } from 'node:fs/promises';
import type { WebContents, WebPreferences } from 'electron';
import { CURSOR_HIDDEN, HIDING } from './cursor.ts';
import type { PageSettings } from './protocol.ts';

/** By this the process of the page is told from those of other pages of the shell. */
const MARK = '--invigil-view=page';

/** What has to be said before there is a page. */
export function dressPreferences({ zoom, cursor }: PageSettings): WebPreferences {
  return {
    zoomFactor: zoom,
    // The preload runs in the frames of the page too (it gets no Node by that): it hides the pointer there and tells of taps.
    nodeIntegrationInSubFrames: true,
    additionalArguments: cursor === 'shown' ? [MARK] : [MARK, CURSOR_HIDDEN],
  };
}

/** Adds the styles to each document, from the file as it is then. A page without them is better than none. */
export function dressContents(contents: WebContents, { css }: PageSettings): void {
  if (css === null) return;
  contents.on('dom-ready', () => {
    readFile(css, 'utf8')
      .then((styles) => contents.insertCSS(styles))
      .catch((error: unknown) => console.warn(`the page is shown without the styles of ${css}: ${error}`));
  });
}

/** Hides the mouse pointer on a page of the shell's own, or shows it again; over all reloads of that page. */
export function pointerOf(contents: WebContents): (cursor: PageSettings['cursor']) => void {
  let hidden: Promise<string> | null = null;
  const hide = () => {
    hidden = contents.insertCSS(HIDING.css, HIDING.options);
    hidden.catch((error: unknown) => console.warn(`the mouse pointer is not hidden: ${error}`));
  };
  contents.on('dom-ready', () => hidden !== null && hide());
  return (cursor) => {
    if (cursor === 'hidden' && hidden === null) hide();
    if (cursor === 'hidden' || hidden === null) return;
    hidden.then((key) => contents.removeInsertedCSS(key)).catch(() => undefined);
    hidden = null;
  };
}
