/**
 * The overlay's page: a transparent view that is loaded once and lies ready beside the window until it is needed. When its process ends,
 * or is ended because it hangs, another one takes its place.
 *
 * It is sealed: its one file, a session of its own that keeps nothing, no network, no permission, no way to anywhere else.
 */
import { pathToFileURL } from 'node:url';
import { type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent, type Session, session } from 'electron';
import { guardContents, guardedPreferences } from '../guard.ts';
import { createView, type View } from '../view.ts';

/** After a process that ended nobody knows why: not at once, lest that goes on for ever. */
const AGAIN_MS = 5000;
/** Kept in memory only: its name has no `persist:`. */
const PARTITION = 'overlay';
/** By this its process is told from those of other pages of the shell. */
const MARK = '--invigil-view=overlay';

export interface SheetOptions {
  readonly window: BrowserWindow;
  /** The page's file and its preload. */
  readonly page: string;
  readonly preload: string;
  /** A person touched it: a key, the mouse, a finger. */
  readonly onTouched: () => void;
  /** Its process is gone. */
  readonly onGone: () => void;
}

export class Sheet {
  readonly #options: SheetOptions;
  readonly #url: string;
  readonly #session: Session;
  #view: View | null = null;
  #loaded = false;
  #again: NodeJS.Timeout | undefined;

  constructor(options: SheetOptions) {
    this.#options = options;
    this.#url = pathToFileURL(options.page).href;
    this.#session = sealedSession(this.#url);
  }

  /** Loads it when it is not there. */
  prepare(): void {
    this.#there();
  }

  attach(): void {
    this.#there().attach();
  }

  detach(): void {
    this.#view?.detach();
  }

  /** To the page that is there; when it has loaded: before that nobody hears. */
  send(channel: string, message?: object): void {
    const contents = this.#view?.contents;
    if (contents === undefined) return;
    const say = () => contents.isDestroyed() || contents.send(channel, message);
    if (this.#loaded) say();
    else contents.once('did-finish-load', say);
  }

  /** Whether a message comes from this page itself, and not from another page or a frame in it. */
  isSender({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
    const contents = this.#view?.contents;
    return contents !== undefined && sender === contents && senderFrame === contents.mainFrame && senderFrame.url === this.#url;
  }

  /** Ends its process, which hangs; that it is gone is told. Taken off the screen before that, it would stay on the screen as a picture. */
  crash(): void {
    this.#view?.contents.forcefullyCrashRenderer();
  }

  #there(): View {
    clearTimeout(this.#again);
    this.#view ??= this.#make();
    return this.#view;
  }

  #make(): View {
    const { window, preload, onTouched, onGone } = this.#options;
    const preferences = { ...guardedPreferences, preload, session: this.#session, additionalArguments: [MARK], devTools: false };
    const view = createView(window, { webPreferences: preferences, level: 'overlay' });
    const { contents } = view;
    guardContents(
      contents,
      () => null,
      () => false,
    );
    this.#loaded = false;
    contents.once('did-finish-load', () => {
      this.#loaded = true;
    });
    contents.on('input-event', onTouched);
    contents.on('render-process-gone', (_event, { reason }) => {
      if (this.#view !== view) return;
      console.error(`the overlay's page ended (${reason})`);
      this.#drop();
      this.#again = setTimeout(() => this.prepare(), AGAIN_MS);
      onGone();
    });
    contents.loadURL(this.#url).catch((error: unknown) => console.error(`overlay: ${error}`));
    return view;
  }

  #drop(): void {
    const view = this.#view;
    this.#view = null;
    view?.destroy();
  }
}

function sealedSession(url: string): Session {
  const sealed = session.fromPartition(PARTITION);
  sealed.webRequest.onBeforeRequest((request, answer) => answer({ cancel: request.url !== url && !request.url.startsWith('data:') }));
  return sealed;
}
