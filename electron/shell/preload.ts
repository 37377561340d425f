/**
 * Runs in the exhibit's page, in a world of its own. It tells of the frame loop, so that a page that hangs is seen with nobody touching
 * it, and whether there is anything to see; it gives the page its words (`window.invigil`), tells of taps, and hides the mouse pointer.
 * In the frames of the page it does the last two only.
 */
import { contextBridge, ipcRenderer, webFrame } from 'electron';
import { isBlank } from './blank.ts';
import { CURSOR_HIDDEN, HIDING } from './cursor.ts';
import { frameMs } from './frame-pace.ts';
import { pageWords } from './page-words.ts';
import { tellTaps } from './ways/tap-signs.ts';

/**
 * Between two frames until something is drawn, so that a page counts as shown at once. They are asked for one by one: an endless frame
 * loop would cost six times as much.
 */
const FIRST_MS = 250;

/** The little of a page's world that is used here; the other rooms have no page, so its types are not theirs. */
declare function requestAnimationFrame(frame: () => void): number;
declare const performance: { now(): number };

if (process.argv.includes(CURSOR_HIDDEN)) webFrame.insertCSS(HIDING.css, HIDING.options);
tellTaps((tap) => ipcRenderer.send('tap', tap));
if (process.isMainFrame) watchPage();

function watchPage(): void {
  const { words, flush } = pageWords(
    (said) => ipcRenderer.send('word', said),
    () => performance.now(),
  );
  contextBridge.exposeInMainWorld('invigil', words);

  let drawn = false;
  const askEvery = (ms: number) => setInterval(() => requestAnimationFrame(tellFrame), ms);
  const pace = frameMs(process.argv);
  const first = askEvery(Math.min(FIRST_MS, pace));
  function tellFrame(): void {
    flush();
    if (!drawn && !isBlank()) {
      drawn = true;
      clearInterval(first);
      askEvery(pace);
    }
    ipcRenderer.send('frame', drawn);
  }
}
