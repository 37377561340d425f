/** Says in large letters over page and overlay which screen this is, so that whoever stands before several knows. It takes no keys. */
import { type BrowserWindow, session } from 'electron';
import { escapeHtml } from '../../platform/html.ts';
import { guardContents, guardedPreferences } from '../guard.ts';
import { createView, type View } from '../view.ts';

/** Kept in memory only. */
const PARTITION = 'label';
/** Of the window's height: room for its letters, and not more, because it may stand over the overlay. */
const PART = 0.25;

export interface LabelOptions {
  readonly window: BrowserWindow;
  readonly onChange: (shown: boolean) => void;
}

export class Label {
  readonly #options: LabelOptions;
  #view: View | null = null;
  #end: NodeJS.Timeout | undefined;

  constructor(options: LabelOptions) {
    this.#options = options;
  }

  /** Instead of what it says now, if it says something. */
  show(text: string, forMs: number): void {
    this.#remove();
    const own = session.fromPartition(PARTITION);
    const webPreferences = { ...guardedPreferences, session: own, devTools: false };
    const view = createView(this.#options.window, { webPreferences, level: 'label', part: PART });
    guardContents(
      view.contents,
      () => null,
      () => false,
    );
    this.#view = view;
    view.contents.loadURL(page(text)).catch((error: unknown) => console.error(`label: ${error}`));
    this.#options.onChange(true);
    view.attach();
    this.#end = setTimeout(() => {
      this.#remove();
      this.#options.onChange(false);
    }, forMs);
  }

  #remove(): void {
    clearTimeout(this.#end);
    this.#view?.destroy();
    this.#view = null;
  }
}

/** As large as fits in one line, and not larger than half of its part of the window. */
function page(text: string): string {
  const size = `min(48vh, ${(125 / Math.max(1, text.length)).toFixed(2)}vw)`;
  const html = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <style>body { margin: 0; height: 100vh; display: grid; place-items: center; overflow: hidden; font: 600 ${size}/1.2 system-ui, sans-serif }
    p { margin: 0; padding: 0.4em 0.8em; border-radius: 0.2em; white-space: pre; color: #f7f7f5; background: #111417eb }</style><p>${escapeHtml(text)}</p>`;
  return `data:text/html;charset=utf-8,${encodeURIComponent(html)}`;
}
