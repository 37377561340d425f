/**
 * Whether the shell's window is on the screen. A shell with a page always is, but while a person has gone to the desktop; a hidden one,
 * beside displays that are programs of their own, only when there is something to show instead of them.
 */
import type { BrowserWindow } from 'electron';
import { focusTop, rest } from './layers.ts';

/**
 * Between the last time that the window asked for the keys and its leaving: sway 1.7 crashes when a window that has just asked for them
 * is gone before they were given.
 */
const LEAVE_MS = 300;

export interface Reasons {
  /** The supervisor wants the holding page. */
  readonly held: boolean;
  /** A person is at the desktop. */
  readonly away: boolean;
  /** The overlay is open. */
  readonly overlay: boolean;
  /** The screen is named. */
  readonly label: boolean;
}

export function belongsOnScreen({ held, away, overlay, label }: Reasons, hidden: boolean): boolean {
  return overlay || label || (!away && (held || !hidden));
}

export class Presence {
  readonly #window: BrowserWindow;
  readonly #hidden: boolean;
  /** It starts with the holding page. */
  #reasons: Reasons = { held: true, away: false, overlay: false, label: false };
  #seen = true;
  #leaving: NodeJS.Timeout | undefined;

  constructor(window: BrowserWindow, hidden: boolean) {
    this.#window = window;
    this.#hidden = hidden;
    // A window that gets the keys gives them to its own page, whatever lies over it.
    window.on('focus', () => focusTop(window));
  }

  get seen(): boolean {
    return this.#seen;
  }

  set(change: Partial<Reasons>): void {
    this.#reasons = { ...this.#reasons, ...change };
    const seen = belongsOnScreen(this.#reasons, this.#hidden);
    if (seen === this.#seen || this.#window.isDestroyed()) return;
    this.#seen = seen;
    rest(this.#window, !seen);
    clearTimeout(this.#leaving);
    if (seen) {
      this.#window.show();
      return focusTop(this.#window);
    }
    this.#leaving = setTimeout(() => this.#window.isDestroyed() || this.#window.hide(), LEAVE_MS);
  }
}
