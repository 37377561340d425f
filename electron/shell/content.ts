/**
 * The view with the exhibit's page: turns what Chromium says of it into the facts of page.ts. One object lives from `show` to
 * `hold`; its renderer may be ended and loaded again many times within.
 *
 * A load has exactly one outcome here. Chromium may report several: an aborted document before the one that a script went on to,
 * nothing at all for an answer without content. What counts is the last one when it has stopped loading.
 */
import type { BrowserWindow, WebContents } from 'electron';
import { guardContents, guardedPreferences } from './guard.ts';
import { focusTop } from './layers.ts';
import type { PageEvent } from './page.ts';
import { createView, type View } from './view.ts';

/** Chromium's code for a load that something else took the place of. */
const ABORTED = -3;

export interface ContentOptions {
  readonly window: BrowserWindow;
  readonly preload: string;
  readonly colour: string;
  /** Whether a developer may look into the page. */
  readonly devTools: boolean;
  readonly report: (event: PageEvent) => void;
  /** The page said something: a value of any type. */
  readonly hear: (word: unknown) => void;
  /** A document took the place of the one before. */
  readonly renewed: () => void;
}

export class Content {
  readonly #view: View;
  readonly #window: BrowserWindow;
  #report: ContentOptions['report'];
  #hear: ContentOptions['hear'];
  readonly #renewed: () => void;
  /** The address that the page may not leave; moves with the redirects of a load of ours. */
  #home: string | null = null;
  #loading = false;
  #status = 0;
  /** There is a document that was answered with a good status: what it says is heard. */
  #speaks = false;

  constructor(options: ContentOptions) {
    const preferences = { ...guardedPreferences, preload: options.preload, devTools: options.devTools };
    this.#view = createView(options.window, preferences, options.colour, 'page');
    this.#window = options.window;
    this.#report = options.report;
    this.#hear = options.hear;
    this.#renewed = options.renewed;
    this.#listen();
  }

  load(url: string): void {
    this.#home = url;
    this.#loading = true;
    this.#speaks = false;
    // Its failure is reported by the events below.
    this.#view.contents.loadURL(url).catch(() => undefined);
  }

  stop(): void {
    this.#loading = false;
    this.#view.contents.stop();
  }

  attach(): void {
    this.#view.attach();
    focusTop(this.#window);
  }

  detach(): void {
    this.#view.detach();
  }

  crash(): void {
    this.#view.contents.forcefullyCrashRenderer();
  }

  close(): void {
    this.#report = () => undefined;
    this.#hear = () => undefined;
    this.#view.destroy();
  }

  /** Makes a picture that no longer reaches the screen do so again. */
  repaint(): void {
    this.#view.contents.invalidate();
    this.#view.attach();
  }

  get contents(): WebContents {
    return this.#view.contents;
  }

  /** Whether a developer has stopped it, maybe in the debugger. */
  get inspected(): boolean {
    return this.#view.contents.isDevToolsOpened();
  }

  #listen(): void {
    const { contents } = this.#view;
    guardContents(
      contents,
      () => this.#home,
      () => this.#loading,
    );
    contents.on('ipc-message', ({ senderFrame }, channel, word) => {
      if (senderFrame !== contents.mainFrame) return;
      if (channel === 'frame') this.#report({ type: 'frame' });
      else if (channel === 'word' && this.#speaks) this.#hear(word);
    });
    contents.on('did-navigate', (_event, url, status, statusText) => {
      if (this.#loading) this.#home = url;
      this.#status = status;
      this.#speaks = status < 400;
      this.#renewed();
      if (status >= 400) this.#settle({ type: 'load-failed', reason: `HTTP status ${status} ${statusText}`.trimEnd() });
      else this.#report({ type: 'answered' });
    });
    contents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
      if (isMainFrame && code !== ABORTED) this.#settle({ type: 'load-failed', reason: description || `error ${code}` });
    });
    contents.on('did-finish-load', () => {
      if (this.#loading && this.#status < 400) this.#settle({ type: 'loaded' });
    });
    contents.on('did-stop-loading', () => {
      if (this.#loading) this.#settle({ type: 'load-failed', reason: 'the answer has nothing to show' });
    });
    contents.on('render-process-gone', (_event, { reason, exitCode }) => {
      this.#loading = false;
      this.#report({ type: 'gone', reason: `${reason}, ${exitCode}` });
    });
  }

  /** Also outside a load of ours: a page that went on by itself may land on an error. */
  #settle(event: PageEvent): void {
    this.#loading = false;
    this.#report(event);
  }
}
