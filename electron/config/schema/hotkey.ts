import * as z from 'zod';
import { mean } from './meaning.ts';

/** `overlay.hotkey`: modifiers and one key. The word that switches it off is that of heartbeats: `none`. */

/** In the order in which a hotkey is told. */
const MODIFIERS = ['Ctrl', 'Alt', 'Shift', 'Super'] as const;

/** With one of these held a key types nothing: a visitor who writes a text never opens the overlay by it. */
const FIRM = ['Ctrl', 'Alt', 'Super'];

/** Letters, digits and function keys: they are on every keyboard. */
const KEY = /^(?:[A-Z0-9]|F(?:[1-9]|1[0-2]))$/;

type Read = { readonly ok: true; readonly hotkey: string | null } | { readonly ok: false; readonly found: string };

/** Reads `ctrl+alt+i` as `Ctrl+Alt+I`, and `none` as null. */
export function readHotkey(text: string): Read {
  if (text === 'none') return { ok: true, hotkey: null };
  const found = JSON.stringify(text);
  const parts = text.split('+').map((part) => part.trim());
  const key = parts.at(-1)?.toUpperCase() ?? '';
  const held = parts.slice(0, -1).map((part) => MODIFIERS.find((modifier) => modifier.toLowerCase() === part.toLowerCase()) ?? part);
  const strange = held.find((part) => !MODIFIERS.some((modifier) => modifier === part));
  if (strange !== undefined) {
    return { ok: false, found: `${found} with the unknown modifier ${JSON.stringify(strange)} (known: ${MODIFIERS.join(', ')})` };
  }
  if (!KEY.test(key)) return { ok: false, found: `${found}, which does not end with a letter, a digit or F1 to F12` };
  if (!held.some((part) => FIRM.includes(part))) return { ok: false, found: `${found} without Ctrl, Alt or Super` };
  if (new Set(held).size < held.length) return { ok: false, found: `${found} with a modifier twice` };
  // The kernel switches to another console by these before any program hears of them.
  if (held.includes('Ctrl') && held.includes('Alt') && key.length > 1)
    return { ok: false, found: `${found}, which the system takes for itself` };
  return { ok: true, hotkey: [...MODIFIERS.filter((modifier) => held.includes(modifier)), key].join('+') };
}

const schema = z
  .string()
  .max(64)
  .transform((text, context): string | null => {
    const read = readHotkey(text);
    if (read.ok) return read.hotkey;
    context.addIssue({ code: 'custom', message: read.found });
    return z.NEVER;
  });

/** A hotkey as the rest of the program knows it: `Ctrl+Alt+I`, or null for none. */
export const hotkey = mean(schema, {
  wanted: 'keys in quotes, at least one of Ctrl, Alt and Super with a letter, a digit or F1 to F12, like "Ctrl+Alt+I"; or "none"',
  explain: (value) => {
    if (typeof value !== 'string' || value.length > 64) return null;
    const read = readHotkey(value);
    return read.ok ? null : read.found;
  },
});
