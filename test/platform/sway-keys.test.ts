import { expect, test } from 'vitest';
import { swayKeys } from '../../electron/platform/sway-keys.ts';

test.each([
  ['Ctrl+Alt+I', 'Ctrl+Alt+i'],
  ['Super+F12', 'Mod4+F12'],
  ['Ctrl+Shift+7', 'Ctrl+Shift+7'],
])('%s is %s', (hotkey, keys) => {
  expect(swayKeys(hotkey)).toBe(keys);
});
