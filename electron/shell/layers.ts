/**
 * The views over the window's own page, one on each level, in a fixed order whenever they come: a page that is put back while staff have
 * the overlay open comes up under it, and takes no keys from it. Keys go to the topmost that wants them, else to the window's page.
 */
import type { BrowserWindow } from 'electron';

/** Lowest first. */
const LEVELS = ['page', 'overlay', 'label'] as const;
export type Level = (typeof LEVELS)[number];

/** A view on its level. */
export interface Layer {
  /** Above all others. */
  raise(): void;
  focus(): void;
}

const layers = new WeakMap<BrowserWindow, Map<Level, Layer>>();
/**
 * When all is drawn anew after a change: software rendering (Chromium 108) leaves parts of what was there before on the screen, about 1 time
 * in 10, and in 1 of 2 while a page in a new view draws for the first time. Nothing tells of it, so it is done in any case.
 */
const SETTLED_MS = [100, 400, 1000] as const;

const settling = new WeakMap<BrowserWindow, readonly NodeJS.Timeout[]>();
const resting = new WeakSet<BrowserWindow>();

const of = (window: BrowserWindow) => {
  const there = layers.get(window) ?? new Map<Level, Layer>();
  layers.set(window, there);
  return there;
};

/** Draws all of the window anew. */
export function drawAnew(window: BrowserWindow): void {
  if (!window.isDestroyed()) window.webContents.invalidate();
}

function settle(window: BrowserWindow): void {
  for (const timer of settling.get(window) ?? []) clearTimeout(timer);
  settling.set(
    window,
    SETTLED_MS.map((ms) => setTimeout(() => drawAnew(window), ms)),
  );
}

/** It has just been put on top: those of higher levels come up again. */
export function entered(window: BrowserWindow, level: Level, layer: Layer): void {
  const there = of(window);
  there.set(level, layer);
  settle(window);
  for (const higher of LEVELS.slice(LEVELS.indexOf(level) + 1)) there.get(higher)?.raise();
}

export function left(window: BrowserWindow, level: Level, layer: Layer): void {
  const there = of(window);
  if (there.get(level) !== layer) return;
  there.delete(level);
  settle(window);
}

/** A window that is not on the screen, or is about to leave it, takes no keys. */
export function rest(window: BrowserWindow, rests: boolean): void {
  if (rests) resting.add(window);
  else resting.delete(window);
}

/** Gives the keys to what is on top. Without this after a change they go nowhere, and staff's key with them. */
export function focusTop(window: BrowserWindow): void {
  if (window.isDestroyed() || resting.has(window)) return;
  const there = of(window);
  const top = there.get('overlay') ?? there.get('page');
  if (top === undefined) window.webContents.focus();
  else top.focus();
}
