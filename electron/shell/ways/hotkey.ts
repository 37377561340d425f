/**
 * Whether a key press is the hotkey. Pure.
 *
 * A letter or digit means the key that carries it. Where a press gives no letter or digit (another script, or what AltGr makes of the
 * key), the place of the key on a US keyboard counts: `Ctrl+Alt+I` is the same key under a Greek layout.
 */

/** What is known of a key press; Electron's `Input` has it. */
export interface Press {
  readonly type: string;
  /** What it types, or its name. */
  readonly key: string;
  /** Where it is on the keyboard: `KeyI`, `Digit1`, `F9`. */
  readonly code: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly meta: boolean;
}

export type Hotkey = (press: Press) => boolean;

/** `setting`: as the supervisor tells it, `Ctrl+Alt+I`. Modifiers have to be exactly these. */
export function hotkey(setting: string): Hotkey {
  const held = setting.split('+');
  const key = held.pop() ?? '';
  const [control, alt, shift, meta] = ['Ctrl', 'Alt', 'Shift', 'Super'].map((modifier) => held.includes(modifier));
  return (press) =>
    press.type === 'keyDown' &&
    press.control === control &&
    press.alt === alt &&
    press.shift === shift &&
    press.meta === meta &&
    isKey(press, key);
}

function isKey(press: Press, key: string): boolean {
  if (key.length > 1) return press.key === key;
  // Shift makes another character of a digit: its place decides.
  if (/^[a-z0-9]$/i.test(press.key)) return press.key.toUpperCase() === key;
  return press.code === `Key${key}` || press.code === `Digit${key}`;
}
