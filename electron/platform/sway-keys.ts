/** `Ctrl+Alt+I` as sway writes it: its names of modifiers and keys are those of X, where a letter is a small one. */
export function swayKeys(hotkey: string): string {
  return hotkey
    .split('+')
    .map((part) => (part === 'Super' ? 'Mod4' : part.length === 1 ? part.toLowerCase() : part))
    .join('+');
}
