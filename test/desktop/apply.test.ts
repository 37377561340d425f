import { describe, expect, test } from 'vitest';
import { apply, desktopOf, restore } from '../../electron/desktop/apply.ts';
import { labwcRules } from '../../electron/desktop/labwc.ts';
import { includes, swayRules } from '../../electron/desktop/sway.ts';
import { fakeDesk } from './desk.ts';

const WANTED = { colour: '#070b16', hotkey: 'Ctrl+Alt+I', outputs: [{ appId: 'org.invigil.Invigil.left', output: 'HDMI-A-1' }] };
const FOLDERS = { home: '/home/kiosk', config: '/home/kiosk/.config' };
const RULES = '/home/kiosk/.config/invigil/sway.conf';
const MAIN = '/home/kiosk/.config/sway/config';

test.each([
  ['GNOME', 'gnome'],
  ['ubuntu:GNOME', 'gnome'],
  ['gnome-shell', 'gnome'],
  ['sway', 'sway'],
  ['labwc', 'labwc'],
  ['kwin_wayland', null],
])('%s is %s', (name, expected) => {
  expect(desktopOf(name)).toBe(expected);
});

describe('sway', () => {
  test('gets a file of its own, and a person is told how it is read', async () => {
    const desk = fakeDesk({ files: { [MAIN]: 'set $mod Mod4\n' } });
    const lines = await apply('sway', WANTED, FOLDERS, desk, false);
    expect(lines.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      `done: ${RULES} is written.`,
      `todo: Let sway read the rules: echo 'include ${RULES}' >> ${MAIN}`,
      'todo: They hold after: swaymsg reload',
    ]);
    expect(desk.files.get(RULES)).toBe(swayRules(WANTED));
    desk.files.set(MAIN, `include ${RULES}\n`);
    expect(await apply('sway', WANTED, FOLDERS, desk, false)).toEqual([{ kind: 'same', text: `${RULES} is as it has to be already.` }]);
  });

  test('without a configuration of the account that one comes first', async () => {
    const lines = await apply('sway', WANTED, FOLDERS, fakeDesk(), true);
    expect(lines.map(({ kind }) => kind)).toEqual(['would', 'todo', 'todo', 'todo']);
    expect(lines[1]?.text).toContain(`cp /etc/sway/config ${MAIN}`);
  });

  test('restore removes the file, or gives back what lay there, and leaves what was changed since', async () => {
    const fresh = fakeDesk();
    await apply('sway', WANTED, FOLDERS, fresh, false);
    expect(await restore(fresh, true)).toEqual([{ kind: 'would', text: `${RULES} would be removed.` }]);
    expect(await restore(fresh, false)).toEqual([
      { kind: 'done', text: `${RULES} is removed. Take its include out of the configuration too.` },
    ]);
    expect(fresh.files.size).toBe(0);
    expect(await restore(fresh, false)).toEqual([]);

    const older = fakeDesk({ files: { [RULES]: 'mine\n' } });
    await apply('sway', WANTED, FOLDERS, older, false);
    await apply('sway', { ...WANTED, colour: '#ffffff' }, FOLDERS, older, false);
    await restore(older, false);
    expect(older.files.get(RULES)).toBe('mine\n');

    const changed = fakeDesk();
    await apply('sway', WANTED, FOLDERS, changed, false);
    changed.files.set(RULES, 'mine by now\n');
    expect(await restore(changed, false)).toEqual([{ kind: 'left', text: `${RULES} was changed by hand since: left as it is.` }]);
  });

  test('its rules have the colour and the key', () => {
    const lines = swayRules({ colour: '#070b16', hotkey: 'Super+Shift+F2' }).split('\n');
    expect(lines).toContain('output * bg #070b16 solid_color');
    expect(lines).toContain('bindsym Mod4+Shift+F2 exec invigil overlay');
    expect(swayRules({ colour: '#070b16', hotkey: null })).not.toContain('bindsym');
  });

  test.each([
    [`include ${RULES}`, true],
    ['  include ~/.config/invigil/sway.conf', true],
    [`# include ${RULES}`, false],
    ['', false],
  ])('%j includes it: %s', (config, expected) => {
    expect(includes(config, RULES, FOLDERS.home)).toBe(expected);
  });
});

test('labwc gets text for a person, who is told that it was not tried', async () => {
  const [line] = await apply('labwc', WANTED, FOLDERS, fakeDesk(), false);
  expect(line).toEqual({ kind: 'todo', text: labwcRules(WANTED) });
  expect(line?.text).toContain('not tried');
  expect(line?.text).toContain('<keybind key="C-A-i">');
  expect(line?.text).toContain('identifier="org.invigil.Invigil.left"><action name="MoveToOutput" output="HDMI-A-1"');
});
