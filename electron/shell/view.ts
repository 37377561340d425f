/** The one place that knows which kind of view this Electron has: WebContentsView (30 and later) or BrowserView. */
import * as electron from 'electron';
import { entered, type Layer, type Level, left } from './layers.ts';

/** Not told by its presence: older ones have a half-finished WebContentsView too. */
const modern = Number.parseInt(process.versions.electron, 10) >= 30;

export interface View {
  readonly contents: electron.WebContents;
  /** Onto the screen, above all of lower levels. */
  attach(): void;
  detach(): void;
  /** Ends the page; the view is of no use afterwards. */
  destroy(): void;
}

interface Kind {
  readonly view: electron.WebContentsView | electron.BrowserView;
  add(): void;
  /** Above the other views, while it is among them. */
  raise(): void;
  remove(): void;
  end(): void;
}

/** In an Electron that has BrowserView only, `close` does nothing to the page in it; `destroy` is not in today's types. */
type OldContents = electron.WebContents & { destroy?(): void };

export interface ViewOptions {
  readonly webPreferences: electron.WebPreferences;
  readonly level: Level;
  /** Its part of the window's height, in the middle: what lies above and below it can be touched. */
  readonly part?: number;
}

export function createView(window: electron.BrowserWindow, { webPreferences, level, part = 1 }: ViewOptions): View {
  const { view, add, raise, remove, end } = modern ? webContentsView(window, webPreferences) : browserView(window, webPreferences);
  const contents = view.webContents;
  // What lies below is seen where its page draws nothing: never white. To change this later takes the picture away for 250 ms (Chromium 108).
  view.setBackgroundColor('#00000000');
  const fill = () => {
    const [width = 0, height = 0] = window.getContentSize();
    view.setBounds({ x: 0, y: Math.round((height * (1 - part)) / 2), width, height: Math.round(height * part) });
  };
  const layer: Layer = { raise, focus: () => contents.focus() };
  const detach = () => {
    window.off('resize', fill);
    left(window, level, layer);
    if (!window.isDestroyed()) remove();
  };
  return {
    contents,
    attach() {
      detach();
      add();
      fill();
      window.on('resize', fill);
      entered(window, level, layer);
    },
    detach,
    destroy() {
      detach();
      if (!contents.isDestroyed()) end();
    },
  };
}

function webContentsView(window: electron.BrowserWindow, webPreferences: electron.WebPreferences): Kind {
  const view = new electron.WebContentsView({ webPreferences });
  return {
    view,
    add: () => window.contentView.addChildView(view),
    raise: () => window.contentView.addChildView(view),
    remove: () => window.contentView.removeChildView(view),
    end: () => view.webContents.close(),
  };
}

function browserView(window: electron.BrowserWindow, webPreferences: electron.WebPreferences): Kind {
  const view = new electron.BrowserView({ webPreferences });
  const contents: OldContents = view.webContents;
  return {
    view,
    add: () => window.addBrowserView(view),
    raise: () => window.setTopBrowserView(view),
    remove: () => window.removeBrowserView(view),
    end: () => contents.destroy?.(),
  };
}
