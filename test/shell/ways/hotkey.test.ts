import { describe, expect, it } from 'vitest';
import { hotkey, type Press } from '../../../electron/shell/ways/hotkey.ts';

const press = (key: string, code: string, held = 'Ctrl+Alt', type = 'keyDown'): Press => ({
  type,
  key,
  code,
  control: held.includes('Ctrl'),
  alt: held.includes('Alt'),
  shift: held.includes('Shift'),
  meta: held.includes('Super'),
});

describe('a hotkey', () => {
  const isHotkey = hotkey('Ctrl+Alt+I');

  it.each([
    ['as it is written', press('i', 'KeyI'), true],
    ['with caps lock', press('I', 'KeyI'), true],
    ['on a keyboard that has the letter elsewhere', press('i', 'KeyG'), true],
    ['on a keyboard that has another letter there', press('c', 'KeyI'), false],
    ['under a layout of another script', press('ι', 'KeyI'), true],
    ['where AltGr makes something of it', press('Dead', 'KeyI'), true],
    ['another key', press('k', 'KeyK'), false],
    ['another key of another script', press('κ', 'KeyK'), false],
    ['without a modifier', press('i', 'KeyI', 'Ctrl'), false],
    ['with one more modifier', press('i', 'KeyI', 'Ctrl+Alt+Shift'), false],
    ['with Super held too', press('i', 'KeyI', 'Ctrl+Alt+Super'), false],
    ['when it is let go', press('i', 'KeyI', 'Ctrl+Alt', 'keyUp'), false],
  ])('%s', (_what, pressed, expected) => expect(isHotkey(pressed)).toBe(expected));

  it.each([
    ['a digit', 'Ctrl+1', press('1', 'Digit1', 'Ctrl'), true],
    ['a digit on the number pad', 'Ctrl+1', press('1', 'Numpad1', 'Ctrl'), true],
    ['a digit that Shift makes something else of', 'Ctrl+Shift+1', press('!', 'Digit1', 'Ctrl+Shift'), true],
    ['a digit of a French keyboard', 'Ctrl+1', press('&', 'Digit1', 'Ctrl'), true],
    ['a function key', 'Super+F9', press('F9', 'F9', 'Super'), true],
    ['another function key', 'Super+F9', press('F10', 'F10', 'Super'), false],
  ])('may be %s', (_what, setting, pressed, expected) => expect(hotkey(setting)(pressed)).toBe(expected));
});
