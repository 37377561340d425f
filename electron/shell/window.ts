/**
 * The window with the holding page in it. The page lies under the exhibit's own view all the time, so that whatever happens to that
 * view, something chosen is seen. On the screen only when its first frame is there: never white.
 */
import { app, BrowserWindow, type Input } from 'electron';
import { pointerOf } from './dress.ts';
import type { ShellSettings } from './environment.ts';
import { guardContents, guardedPreferences } from './guard.ts';
import { focusTop } from './layers.ts';
import type { PageSettings } from './protocol.ts';

/** Of a plain window, in pixels. */
const PLAIN = { width: 1280, height: 720 };
/** A screen that is switched off at the start is not waited for longer, in milliseconds: the exhibit runs all the same. */
const FIRST_FRAME_MS = 5000;
/** Between two tries to bring the holding page back after its renderer died, in milliseconds. */
const RELOAD_MS = 500;

export interface HoldingWindow {
  readonly window: BrowserWindow;
  /** Resolves when the holding page is on the screen, or after five seconds without a frame. */
  readonly shown: Promise<void>;
  /** Whether the holding page gets a frame within so many milliseconds; also true when it cannot be asked. */
  draws(withinMs: number): Promise<boolean>;
  /** The exhibit's view is over the holding page: it rests. */
  cover(): void;
  /** The holding page is what is seen: its clock begins anew. */
  uncover(): void;
  /** As on the exhibit's page. */
  point(cursor: PageSettings['cursor']): void;
}

export function openWindow(settings: ShellSettings, page: string, preload: string): HoldingWindow {
  const { windowed } = settings;
  const window = new BrowserWindow({
    ...PLAIN,
    // Full screen it waits for its first frame. A window with a frame that is shown later never comes up in some versions on Wayland.
    show: windowed,
    kiosk: !windowed,
    frame: windowed,
    title: settings.title,
    backgroundColor: settings.colour,
    webPreferences: { ...guardedPreferences, preload, devTools: false },
  });
  const { webContents } = window;
  guardContents(
    webContents,
    () => null,
    () => false,
  );
  const query = { title: settings.title, colour: settings.colour, locale: settings.locale };
  const load = () => window.loadFile(page, { query }).catch((error: unknown) => console.error(`holding page: ${error}`));
  const say = (event: 'covered' | 'uncovered') => {
    if (webContents.isDestroyed() || webContents.isCrashed()) return;
    webContents
      .executeJavaScript(`dispatchEvent(new Event('${event}'))`)
      .catch((error: unknown) => console.error(`holding page: ${error}`));
  };

  const draws = async (withinMs: number) => {
    if (webContents.isDestroyed() || webContents.isCrashed()) return true;
    // A first frame may have been under way before it was asked for; the second was let onto the screen.
    const script = 'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(true))))';
    const asked = webContents.executeJavaScript(script).catch(() => true);
    return (await Promise.race([asked, after(withinMs)])) === true;
  };

  window.on('page-title-updated', (event) => event.preventDefault());
  if (!windowed) window.on('close', (event) => event.preventDefault());
  // While its renderer is gone the window shows its own colour, the exhibit's.
  webContents.on('render-process-gone', () => setTimeout(() => window.isDestroyed() || load(), RELOAD_MS));
  const shown = new Promise<void>((resolve) => {
    window.once('ready-to-show', async () => {
      window.show();
      if (!(await draws(FIRST_FRAME_MS))) console.warn('the screen takes no pictures');
      resolve();
    });
  });
  void load();
  return {
    window,
    shown,
    draws,
    cover: () => say('covered'),
    uncover() {
      say('uncovered');
      focusTop(window);
    },
    point: pointerOf(webContents),
  };
}

const after = (ms: number) => new Promise<false>((passed) => setTimeout(() => passed(false), ms));

/** In a plain window Ctrl+Q ends the shell, on every page in it. Full screen no key does. */
export function endByKey(windowed: boolean): void {
  if (!windowed) return;
  app.on('web-contents-created', (_event, contents) => {
    contents.on('before-input-event', (_input, input: Input) => {
      if (input.type === 'keyDown' && input.control && input.key.toLowerCase() === 'q') app.quit();
    });
  });
}
