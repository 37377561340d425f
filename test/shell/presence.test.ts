import { expect, it } from 'vitest';
import { belongsOnScreen, type Reasons } from '../../electron/shell/presence.ts';

const none: Reasons = { held: false, away: false, overlay: false, label: false };

it.each([
  ['a page', {}, true, false],
  ['the holding page', { held: true }, true, true],
  ['a person at the desktop', { away: true }, false, false],
  ['a person at the desktop, the holding page wanted', { held: true, away: true }, false, false],
  ['the overlay', { overlay: true }, true, true],
  ['the overlay over the desktop', { overlay: true, away: true }, true, true],
  ['its name', { label: true }, true, true],
] as const)('with %s: a shell with a page is on the screen, a hidden one is', (_what, reasons, ordinary, hidden) => {
  expect(belongsOnScreen({ ...none, ...reasons }, false)).toBe(ordinary);
  expect(belongsOnScreen({ ...none, ...reasons }, true)).toBe(hidden);
});
