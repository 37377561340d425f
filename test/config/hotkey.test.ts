import { expect, test } from 'vitest';
import { readHotkey } from '../../electron/config/schema/hotkey.ts';

test.each([
  ['Ctrl+Alt+I', 'Ctrl+Alt+I'],
  ['alt+ctrl+i', 'Ctrl+Alt+I'],
  [' Super + Shift + 7 ', 'Shift+Super+7'],
  ['Ctrl+F12', 'Ctrl+F12'],
  ['none', null],
])('%j is read as %j', (text, hotkey) => {
  expect(readHotkey(text)).toEqual({ ok: true, hotkey });
});

test.each([
  ['', '"", which does not end with a letter, a digit or F1 to F12'],
  ['I', '"I" without Ctrl, Alt or Super'],
  ['Shift+F1', '"Shift+F1" without Ctrl, Alt or Super'],
  ['Ctrl+', '"Ctrl+", which does not end with a letter, a digit or F1 to F12'],
  ['Ctrl+Alt', '"Ctrl+Alt", which does not end with a letter, a digit or F1 to F12'],
  ['Ctrl+F13', '"Ctrl+F13", which does not end with a letter, a digit or F1 to F12'],
  ['Ctrl+Ä', '"Ctrl+Ä", which does not end with a letter, a digit or F1 to F12'],
  ['Ctrl+I+J', '"Ctrl+I+J" with the unknown modifier "I" (known: Ctrl, Alt, Shift, Super)'],
  ['Control+I', '"Control+I" with the unknown modifier "Control" (known: Ctrl, Alt, Shift, Super)'],
  ['Ctrl+ctrl+I', '"Ctrl+ctrl+I" with a modifier twice'],
  ['Ctrl+Alt+F1', '"Ctrl+Alt+F1", which the system takes for itself'],
])('%j is refused', (text, found) => {
  expect(readHotkey(text)).toEqual({ ok: false, found });
});
