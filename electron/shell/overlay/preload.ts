/**
 * Runs in the overlay's page, in a world of its own: gives it `window.overlay` and nothing else, and tells the shell while it is
 * open that it draws.
 */
import { contextBridge, ipcRenderer } from 'electron';
import type { Answer, OverlayBridge } from '../../documents/bridge.ts';
import { messageOf } from '../../platform/errors.ts';
import { ASK, CLOSED, DRAWN, OPENED, type Opened } from './channels.ts';

/** From one frame that is told of to the next. */
const FRAME_MS = 1000;

/** The little of a page's world that is used here. */
declare function requestAnimationFrame(frame: () => void): number;

const onOpened = new Set<(opened: Opened) => void>();
const onClosed = new Set<() => void>();
let opened: Opened | null = null;
let frames: NodeJS.Timeout | undefined;

const tellFrame = () => requestAnimationFrame(() => ipcRenderer.send(DRAWN));

ipcRenderer.on(OPENED, (_event, told: Opened) => {
  opened = told;
  for (const listener of onOpened) listener(told);
  // The second frame is one that shows what the listeners made of it.
  requestAnimationFrame(tellFrame);
  clearInterval(frames);
  frames = setInterval(tellFrame, FRAME_MS);
});
ipcRenderer.on(CLOSED, () => {
  opened = null;
  clearInterval(frames);
  for (const listener of onClosed) listener();
});

const bridge: OverlayBridge = {
  async ask(ask) {
    try {
      const answer: Answer = await ipcRenderer.invoke(ASK, ask);
      return answer;
    } catch (error) {
      return { ok: false, problem: { kind: 'unreadable', detail: messageOf(error) } };
    }
  },
  onOpened(listener) {
    onOpened.add(listener);
    // It may have been opened before the page's script ran.
    if (opened !== null) listener(opened);
  },
  onClosed(listener) {
    onClosed.add(listener);
  },
};
contextBridge.exposeInMainWorld('overlay', bridge);
