import { describe, expect, test } from 'vitest';
import { gnomeWishes } from '../../electron/desktop/gnome.ts';
import { applySettings, restoreSettings } from '../../electron/desktop/settings.ts';
import { fakeDesk } from './desk.ts';

const IDLE = 'org.gnome.desktop.session idle-delay';
const LOCK = 'org.gnome.desktop.screensaver lock-enabled';
const COLOUR = 'org.gnome.desktop.background primary-color';
const BEFORE = { [IDLE]: 'uint32 300', [LOCK]: 'true', [COLOUR]: "'#023c88'" };

const kinds = (lines: readonly { readonly kind: string }[], kind: string) => lines.filter((line) => line.kind === kind).length;

describe('apply', () => {
  test('saves every old value before it changes the first, and says each', async () => {
    const desk = fakeDesk({ settings: BEFORE });
    const lines = await applySettings(gnomeWishes('#101418'), desk, false);
    expect(desk.done).toEqual(['save', 'set idle-delay', 'set lock-enabled', 'set primary-color']);
    expect(Object.fromEntries(desk.settings)).toEqual({ [IDLE]: 'uint32 0', [LOCK]: 'false', [COLOUR]: "'#101418'" });
    expect(desk.saved.settings.map(({ key, was, set }) => `${key}: ${was} ${set}`)).toEqual([
      'idle-delay: uint32 300 uint32 0',
      'lock-enabled: true false',
      "primary-color: '#023c88' '#101418'",
    ]);
    expect(lines).toContainEqual({ kind: 'done', text: `${IDLE}: uint32 300 is uint32 0 now.` });
    expect(lines).toContainEqual({ kind: 'same', text: 'org.gnome.desktop.notifications show-banners is not known to this GNOME.' });
  });

  test('a second one saves nothing over the first, whatever it sets', async () => {
    const desk = fakeDesk({ settings: BEFORE });
    await applySettings(gnomeWishes('#101418'), desk, false);
    expect(kinds(await applySettings(gnomeWishes('#101418'), desk, false), 'done')).toBe(0);
    await applySettings(gnomeWishes('#ffffff'), desk, false);
    expect(desk.saved.settings).toContainEqual(expect.objectContaining({ key: 'primary-color', was: "'#023c88'", set: "'#ffffff'" }));
    expect(desk.saved.settings).toHaveLength(3);
  });

  test('a trial run changes and saves nothing', async () => {
    const desk = fakeDesk({ settings: BEFORE });
    expect(kinds(await applySettings(gnomeWishes('#101418'), desk, true), 'would')).toBe(3);
    expect(desk.done).toEqual([]);
  });

  test('what gsettings only says to have set is told, with the command', async () => {
    const desk = fakeDesk({ settings: BEFORE, stubborn: ['idle-delay'] });
    const [first] = await applySettings(gnomeWishes('#101418'), desk, false);
    expect(first).toEqual({
      kind: 'cannot',
      text: `${IDLE} stays uint32 300: gsettings has said yes and it is as before (no session bus, or locked by an administrator). By hand: gsettings set ${IDLE} "uint32 0"`,
    });
  });

  test('without gsettings nothing is done, and it is said', async () => {
    const lines = await applySettings(gnomeWishes('#101418'), fakeDesk(), false);
    expect(lines[0]).toEqual({ kind: 'cannot', text: `${IDLE} cannot be read: gsettings is not installed (package libglib2.0-bin).` });
  });
});

describe('restore', () => {
  test('puts all back, the last first, and forgets it', async () => {
    const desk = fakeDesk({ settings: BEFORE });
    await applySettings(gnomeWishes('#101418'), desk, false);
    const lines = await restoreSettings(desk, false);
    expect(lines.map(({ text }) => text)).toEqual([
      `${COLOUR} is '#023c88' again.`,
      `${LOCK} is true again.`,
      `${IDLE} is uint32 300 again.`,
    ]);
    expect(Object.fromEntries(desk.settings)).toEqual(BEFORE);
    expect(desk.saved.settings).toEqual([]);
    expect(await restoreSettings(desk, false)).toEqual([]);
  });

  test('a value that was not the default is set again', async () => {
    const desk = fakeDesk({ settings: BEFORE });
    desk.settings.set(IDLE, 'uint32 60');
    await applySettings(gnomeWishes('#101418'), desk, false);
    await restoreSettings(desk, false);
    expect(desk.settings.get(IDLE)).toBe('uint32 60');
  });

  test('what somebody has changed since is theirs', async () => {
    const desk = fakeDesk({ settings: BEFORE });
    await applySettings(gnomeWishes('#101418'), desk, false);
    desk.settings.set(IDLE, 'uint32 900');
    const lines = await restoreSettings(desk, false);
    expect(lines.at(-1)).toEqual({ kind: 'left', text: `${IDLE} was uint32 300; somebody has made it uint32 900 since: left as it is.` });
    expect(desk.settings.get(IDLE)).toBe('uint32 900');
    expect(desk.saved.settings).toEqual([]);
  });

  test('what cannot be put back stays saved', async () => {
    const desk = fakeDesk({
      settings: { ...BEFORE },
      stubborn: ['lock-enabled'],
      saved: {
        version: 1,
        files: [],
        settings: [{ schema: 'org.gnome.desktop.screensaver', key: 'lock-enabled', was: 'false', set: 'true' }],
      },
    });
    expect(kinds(await restoreSettings(desk, false), 'cannot')).toBe(1);
    expect(desk.saved.settings).toHaveLength(1);
  });

  test('a trial run puts nothing back', async () => {
    const desk = fakeDesk({ settings: BEFORE });
    await applySettings(gnomeWishes('#101418'), desk, false);
    expect(kinds(await restoreSettings(desk, true), 'would')).toBe(3);
    expect(desk.settings.get(IDLE)).toBe('uint32 0');
    expect(desk.saved.settings).toHaveLength(3);
  });
});
