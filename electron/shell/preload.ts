/**
 * Runs in the exhibit's page, in a world of its own. It tells of the frame loop, so that a page that hangs is seen with nobody touching
 * it, gives the page its words (`window.invigil`), and takes away what opens a window of the system over the page.
 */
import { contextBridge, ipcRenderer, webFrame } from 'electron';
import { pageWords } from './page-words.ts';
import { tellTaps } from './ways/tap-signs.ts';

/** Four frames a second, each asked for on its own: an endless frame loop would cost six times as much. */
const FRAME_MS = 250;

/** The little of a page's world that is used here; the other rooms have no page, so its types are not theirs. */
declare function requestAnimationFrame(frame: () => void): number;
declare function addEventListener(type: 'click', listener: (event: PageClick) => void, capture: boolean): void;
declare const performance: { now(): number };
interface PageClick {
  composedPath(): readonly { readonly tagName?: string; readonly type?: string }[];
  preventDefault(): void;
}

const { words, flush } = pageWords(
  (said) => ipcRenderer.send('word', said),
  () => performance.now(),
);
contextBridge.exposeInMainWorld('invigil', words);

const tellFrame = () => {
  flush();
  ipcRenderer.send('frame');
};
setInterval(() => requestAnimationFrame(tellFrame), FRAME_MS);

tellTaps((tap) => ipcRenderer.send('tap', tap));

void webFrame.executeJavaScript('window.print = () => {}; window.close = () => {};');

addEventListener(
  'click',
  (event) => {
    const [target] = event.composedPath();
    if (target?.tagName === 'INPUT' && target.type === 'file') event.preventDefault();
  },
  true,
);
