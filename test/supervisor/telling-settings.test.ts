import { expect, it } from 'vitest';
import { tellingSettings } from '../../electron/supervisor/telling-settings.ts';

it("calls things by the exhibit's words, and keeps of a receiver only its name, kind and level", () => {
  const alerts = {
    level: 'warning',
    quietForMs: 1,
    cooldownMs: 2,
    levels: {},
    to: [{ name: 'log', level: 'info', kind: 'log' }],
    ping: null,
  } as const;
  const { speech, receivers, words } = tellingSettings({ name: 'lantern', title: 'The Lantern Room', locale: 'de', services: [], alerts });
  expect(words.language).toBe('de');
  expect(receivers).toEqual([{ name: 'log', kind: 'log', level: 'info' }]);
  expect(speech.broke({ kind: 'freeze', silentMs: 5_000, detail: null })).toBe('ist eingefroren: 5 s ohne Lebenszeichen');
  expect(speech.condition('network led.local')).toBe('Netzwerk led.local');
  expect(speech.capitalName('gone')).toBe('gone');
});
