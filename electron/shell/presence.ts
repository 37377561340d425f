/**
 * Whether the shell's window is on the screen. A shell with a page always is, but while a person has gone to the desktop; a hidden one,
 * beside displays that are programs of their own, only when there is something to show instead of them.
 */
import type { BrowserWindow } from 'electron';
import { focusTop } from './layers.ts';

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

  constructor(window: BrowserWindow, hidden: boolean) {
    this.#window = window;
    this.#hidden = hidden;
  }

  get seen(): boolean {
    return this.#seen;
  }

  set(change: Partial<Reasons>): void {
    this.#reasons = { ...this.#reasons, ...change };
    const seen = belongsOnScreen(this.#reasons, this.#hidden);
    if (seen === this.#seen || this.#window.isDestroyed()) return;
    this.#seen = seen;
    if (!seen) return this.#window.hide();
    this.#window.show();
    focusTop(this.#window);
  }
}
