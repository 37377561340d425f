/**
 * The view with the exhibit's page: turns what Chromium says of it into the facts of page.ts. One object lives from `show` to
 * `hold`; its renderer may be ended and loaded again many times within.
 *
 * A load has exactly one outcome here. Chromium may report several: an aborted document before the one that a script went on to,
 * nothing at all for an answer without content. What counts is the last one when it has stopped loading.
 *
 * Whatever way a page found to a place that is not its own, it is a failure and not shown.
 */
import type { BrowserWindow, WebContents } from 'electron';
import { dressContents, dressPreferences } from './dress.ts';
import { framePace } from './frame-pace.ts';
import { guardContents, guardedPreferences, shortened } from './guard.ts';
import { focusTop } from './layers.ts';
import { type Home, staysHome } from './origin.ts';
import type { Order, PageEvent } from './page.ts';
import { pageSession } from './profile.ts';
import { sweeper } from './sweep.ts';
import { createView, type View } from './view.ts';
import { ward } from './ward.ts';

/** Chromium's code for a load that something else took the place of. */
const ABORTED = -3;

export interface ContentOptions {
  readonly window: BrowserWindow;
  readonly preload: string;
  /** Whether a developer may look into the page. */
  readonly devTools: boolean;
  readonly order: Order;
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
  readonly #sweep: () => void;
  /** Resolves when nothing can be loaded that is not under guard. */
  #warded: Promise<void>;
  /** What the page may not leave; moves with the redirects of a load of ours. */
  #home: Home;
  #loading = false;
  /** Our address was asked for, and nothing has been answered yet. */
  #asked = false;
  /** There is a document that was answered with a good status: what it says is heard. */
  #speaks = false;

  constructor(options: ContentOptions) {
    const { window, preload, devTools, order } = options;
    this.#home = { address: order.url, allow: order.settings.allow };
    const session = pageSession(order, () => this.#home);
    const dress = dressPreferences(order.settings);
    const additionalArguments = [...(dress.additionalArguments ?? []), framePace(order.pageTimeoutMs)];
    const preferences = { ...guardedPreferences, ...dress, additionalArguments, preload, devTools, session };
    this.#view = createView(window, { webPreferences: preferences, level: 'page' });
    this.#window = window;
    this.#report = options.report;
    this.#hear = options.hear;
    this.#renewed = options.renewed;
    this.#sweep = sweeper(this.contents.debugger);
    this.#warded = ward(this.contents, () => this.#lost());
    this.#warded.then(() => this.#listen(order)).catch((error: unknown) => console.error(`the page cannot be put under guard: ${error}`));
  }

  get contents(): WebContents {
    return this.#view.contents;
  }

  load(url: string): void {
    this.#home = { ...this.#home, address: url };
    this.#loading = true;
    this.#speaks = false;
    this.#warded.then(
      () => {
        if (!this.#loading) return;
        this.#asked = true;
        // Its failure is reported by the events below.
        this.contents.loadURL(url).catch(() => undefined);
      },
      () => this.#settle({ type: 'load-failed', reason: 'it cannot be put under guard' }),
    );
  }

  stop(): void {
    this.#loading = false;
    this.contents.stop();
  }

  attach(): void {
    this.#loading = false;
    this.#view.attach();
    focusTop(this.#window);
  }

  detach(): void {
    this.#view.detach();
  }

  crash(): void {
    this.contents.forcefullyCrashRenderer();
  }

  close(): void {
    this.#report = () => undefined;
    this.#hear = () => undefined;
    this.#loading = false;
    this.#view.destroy();
  }

  /** Makes a picture that no longer reaches the screen do so again. */
  repaint(): void {
    this.contents.invalidate();
    this.#view.attach();
  }

  /** Whether a developer has stopped it, maybe in the debugger. */
  get inspected(): boolean {
    return this.contents.isDevToolsOpened();
  }

  #listen({ settings }: Order): void {
    const { contents } = this;
    if (contents.isDestroyed()) return;
    dressContents(contents, settings);
    guardContents(
      contents,
      () => this.#home,
      () => this.#asked,
    );
    contents.on('ipc-message', ({ senderFrame }, channel, word) => {
      if (senderFrame !== contents.mainFrame) return;
      if (channel === 'frame') this.#report({ type: 'frame', drawn: word === true });
      else if (channel === 'word' && this.#speaks) this.#hear(word);
    });
    contents.on('did-navigate', (_event, url, status, statusText) => this.#navigated(url, status, statusText));
    contents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
      if (isMainFrame && code !== ABORTED) this.#settle({ type: 'load-failed', reason: description || `error ${code}` });
    });
    contents.on('dom-ready', () => {
      if (this.#loading && this.#speaks) this.#report({ type: 'parsed' });
    });
    contents.on('did-finish-load', () => {
      if (this.#loading && this.#speaks) this.#settle({ type: 'loaded' });
    });
    contents.on('did-stop-loading', () => {
      if (this.#loading) this.#settle({ type: 'load-failed', reason: 'the answer has nothing to show' });
    });
    contents.on('render-process-gone', (_event, { reason, exitCode }) => {
      this.#loading = false;
      this.#report({ type: 'gone', reason: `${reason}, ${exitCode}` });
    });
  }

  #navigated(url: string, status: number, statusText: string): void {
    if (this.#asked) {
      this.#home = { ...this.#home, address: url };
      // What lies before it is nowhere that a page should go back to.
      this.contents.clearHistory();
    }
    this.#asked = false;
    const isHome = staysHome(this.#home, url);
    this.#speaks = isHome && status < 400;
    this.#renewed();
    this.#sweep();
    if (!isHome) this.#settle({ type: 'load-failed', reason: `it went to ${shortened(url)}` });
    else if (status >= 400) this.#settle({ type: 'load-failed', reason: `HTTP status ${status} ${statusText}`.trimEnd() });
    else this.#report({ type: 'answered' });
  }

  /** Also outside a load of ours: a page that went on by itself may land on an error. */
  #settle(event: PageEvent): void {
    this.#loading = false;
    this.#report(event);
  }

  /** What would be loaded from now on is not under guard: nothing is. */
  #lost(): void {
    this.#warded = Promise.reject(new Error('lost'));
    this.#warded.catch(() => undefined);
    this.#report({ type: 'ask', reason: 'the guard over the page is gone' });
  }
}
