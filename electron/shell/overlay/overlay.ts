/**
 * The hidden overlay: over the exhibit's page when staff call it, gone when they are done.
 *
 * It is a view of its own above the exhibit's, which runs on below it. Its page asks, this process answers by asking the supervisor
 * (`desk`, `client`); nothing else of the shell is in its reach.
 *
 *   sheet      its page and view, ready before it is needed
 *   preload    runs in it and gives it `window.overlay`
 *   desk       answers what it asks, keeps the session of whoever signed in
 *   client     asks the supervisor's socket
 *   patience   closes it when it is not touched, or when its page hangs
 *
 * Invariants
 * - Only the overlay's own page, on its own address, is answered; what it asks is parsed first.
 * - It never stays by itself: untouched, hanging, crashed, it goes. With it goes the session.
 * - After it the keys are where they were.
 *
 * Numbers: 15 s untouched at the PIN pad, 60 s after it; 3 s without a frame; an answer within 5 s, at most 2 MB.
 */
import { performance } from 'node:perf_hooks';
import { ipcMain } from 'electron';
import { type Answer, askSchema, type Way } from '../../documents/bridge.ts';
import { wordsFor } from '../../documents/words/words.ts';
import { drawAnew, focusTop } from '../layers.ts';
import type { ToSupervisor } from '../protocol.ts';
import { ASK, CLOSED, DRAWN, OPENED } from './channels.ts';
import { createClient } from './client.ts';
import { Desk } from './desk.ts';
import { Patience } from './patience.ts';
import { Sheet, type SheetOptions } from './sheet.ts';

export interface OverlayOptions extends Pick<SheetOptions, 'window' | 'page' | 'preload'> {
  /** The supervisor's socket. */
  readonly control: string;
  readonly locale: string;
  readonly service: string;
  readonly send: (message: ToSupervisor) => void;
  /** It is about to be on the screen, or off it. */
  readonly onChange: (open: boolean) => void;
}

export class Overlay {
  readonly #options: OverlayOptions;
  readonly #sheet: Sheet;
  readonly #desk: Desk;
  readonly #patience: Patience;
  #open: { readonly way: Way; readonly at: number; drawn: boolean } | null = null;

  constructor(options: OverlayOptions) {
    this.#options = options;
    this.#patience = new Patience({ onUntouched: () => this.close('untouched'), onSilent: () => this.#hangs() });
    const onTouched = () => this.#patience.touched();
    this.#sheet = new Sheet({ ...options, onTouched, onGone: () => this.close('its page ended') });
    const client = createClient(options.control, wordsFor(options.locale).language);
    this.#desk = new Desk({ client, onKnown: (signedIn) => this.#open && this.#patience.known(signedIn) });
    ipcMain.handle(ASK, (event, ask: unknown) => {
      if (!this.#sheet.isSender(event)) throw new Error('not the overlay');
      return this.#answer(ask);
    });
    ipcMain.on(DRAWN, (event) => {
      if (this.#sheet.isSender(event)) this.#drawn();
    });
  }

  get isOpen(): boolean {
    return this.#open !== null;
  }

  /** So that it is there at once when it is called. */
  prepare(): void {
    this.#sheet.prepare();
  }

  toggle(way: Way): void {
    if (this.isOpen) this.close(way);
    else this.open(way);
  }

  open(way: Way): void {
    const { window, service, locale, send, onChange } = this.#options;
    if (this.isOpen) return this.#patience.touched();
    this.#open = { way, at: performance.now(), drawn: false };
    onChange(true);
    this.#sheet.attach();
    this.#sheet.send(OPENED, { way, locale, service });
    focusTop(window);
    this.#patience.begin();
    send({ type: 'overlay', state: 'opened', way });
  }

  close(why: string): void {
    const { window, send, onChange } = this.#options;
    if (this.#open === null) return;
    const { way } = this.#open;
    this.#open = null;
    this.#patience.end();
    this.#desk.leave();
    this.#sheet.detach();
    this.#sheet.send(CLOSED);
    onChange(false);
    focusTop(window);
    console.log(`overlay closed: ${why}`);
    send({ type: 'overlay', state: 'closed', way });
  }

  async #answer(asked: unknown): Promise<Answer> {
    const ask = askSchema.safeParse(asked);
    if (!ask.success)
      return { ok: false, problem: { kind: 'bad-request', detail: ask.error.issues.map(({ message }) => message).join('; ') } };
    // Whoever is not seen has nothing to ask.
    if (!this.isOpen) return { ok: false, problem: { kind: 'refused', detail: 'The overlay is closed.' } };
    if (ask.data.ask !== 'close') return this.#desk.answer(ask.data);
    this.close('by its page');
    return { ok: true, body: {} };
  }

  #drawn(): void {
    if (this.#open === null) return;
    this.#patience.drawn();
    if (this.#open.drawn) return;
    this.#open.drawn = true;
    drawAnew(this.#options.window);
    console.log(`overlay opened by ${this.#open.way}, drawn after ${(performance.now() - this.#open.at).toFixed(1)} ms`);
  }

  #hangs(): void {
    console.error("the overlay's page does not draw");
    this.#sheet.crash();
  }
}
