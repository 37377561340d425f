/**
 * Runs in the exhibit's page, in a world of its own. It beats from the frame loop, so that a page that hangs is seen with nobody
 * touching it, and takes away what opens a window of the system over the page.
 */
import { ipcRenderer, webFrame } from 'electron';

/** Four beats a second, each from a frame of its own: an endless frame loop would cost six times as much. */
const BEAT_MS = 250;

/** The little of a page's world that is used here; the other rooms have no page, so its types are not theirs. */
declare function requestAnimationFrame(frame: () => void): number;
declare function addEventListener(type: 'click', listener: (event: PageClick) => void, capture: boolean): void;
interface PageClick {
  composedPath(): readonly { readonly tagName?: string; readonly type?: string }[];
  preventDefault(): void;
}

setInterval(() => requestAnimationFrame(() => ipcRenderer.send('beat')), BEAT_MS);

void webFrame.executeJavaScript('window.print = () => {}; window.close = () => {};');

addEventListener(
  'click',
  (event) => {
    const [target] = event.composedPath();
    if (target?.tagName === 'INPUT' && target.type === 'file') event.preventDefault();
  },
  true,
);
