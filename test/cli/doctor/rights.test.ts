/** Who may change what runs, and may pages be shut into a sandbox. */
import { describe, expect, test } from 'vitest';
import { permissions } from '../../../electron/cli/doctor/checks/permissions.ts';
import { sandbox } from '../../../electron/cli/doctor/checks/sandbox.ts';
import { checksTable } from '../../../electron/cli/doctor/checks.ts';
import { entriesOf, settingOf } from '../../../electron/cli/doctor/sections.ts';
import { exhibit, filesOf, found, PAGE, type Scene, SILENT, scene, type Tree } from './scene.ts';

describe('permissions', () => {
  const OTHER = exhibit('[service.core]\ncommand = "a"\ndirectory = "work"\n');
  const HOME: Tree = { '/e/exhibit.toml': '', '/home/kiosk/.local/state/x': '' };
  const GOOD = 'ok: Nobody else may change what the exhibit runs, and it may write its state.';

  test.each<[what: string, given: Scene, expected: string[]]>([
    ['are right', { exhibit: SILENT, tree: HOME }, [GOOD]],
    ['are nothing without an exhibit', {}, []],
    [
      'are open to every account',
      { exhibit: SILENT, tree: { ...HOME, '/e/exhibit.toml': { mode: 0o666 } } },
      ['problem: Every account may change /e/exhibit.toml.'],
    ],
    [
      'are open to a group',
      { exhibit: SILENT, tree: { ...HOME, '/e/exhibit.toml': { mode: 0o664, gid: 50 } } },
      ['problem: Every account of its group may change /e/exhibit.toml.'],
    ],
    ["are open to the account's own group", { exhibit: SILENT, tree: { ...HOME, '/e/exhibit.toml': { mode: 0o664 } } }, [GOOD]],
    ['close a folder', { exhibit: OTHER, tree: { ...HOME, '/e/work': { closed: true } } }, ['problem: kiosk may not read /e/work.']],
    [
      'close the state',
      { exhibit: SILENT, tree: { ...HOME, '/home/kiosk/.local/state/invigil/a': { closed: true } } },
      ['problem: kiosk may not write to /home/kiosk/.local/state/invigil/a.'],
    ],
  ])('%s', async (_, given, expected) => {
    expect(await found(permissions, given)).toEqual(expected);
  });

  test("--fix closes the account's own files, twice without harm, and leaves others' alone", async () => {
    const files = filesOf({ ...HOME, '/e/exhibit.toml': { mode: 0o666 } });
    const [finding] = await permissions({ ...scene({ exhibit: SILENT }), files });
    expect(await finding?.fix?.()).toBe('/e/exhibit.toml is changed by kiosk alone now.');
    await finding?.fix?.();
    expect(files.modes.get('/e/exhibit.toml')).toBe(0o664);
    const [foreign] = await permissions(scene({ exhibit: SILENT, tree: { ...HOME, '/e/exhibit.toml': { mode: 0o666, uid: 0 } } }));
    expect(foreign).toMatchObject({ level: 'problem', todo: 'chmod go-w /e/exhibit.toml' });
    expect(foreign?.fix).toBeUndefined();
  });
});

describe("Chromium's sandbox", () => {
  const environment = { HOME: '/nowhere', INVIGIL_ELECTRON: process.execPath };
  const helper = process.execPath.replace(/[^/]*$/, 'chrome-sandbox');
  const APPARMOR: Tree = { '/proc/sys/kernel/apparmor_restrict_unprivileged_userns': '1\n' };
  const WHY = 'AppArmor closes user namespaces to programs without a profile (kernel.apparmor_restrict_unprivileged_userns=1)';

  test.each<[what: string, given: Scene, expected: string[]]>([
    ['is there', { exhibit: PAGE }, ["ok: Chromium's sandbox may use user namespaces."]],
    ['is not needed without pages', { exhibit: SILENT, tree: APPARMOR }, []],
    [
      'is not there for root',
      { exhibit: PAGE, account: { uid: 0, gid: 0, name: 'root', home: '/root' } },
      ['warning: This is root, for whom Chromium has no sandbox.'],
    ],
    ['is closed by AppArmor', { exhibit: PAGE, environment, tree: APPARMOR }, [`problem: Chromium has no sandbox here: ${WHY}.`]],
    [
      'is opened by a profile',
      {
        exhibit: PAGE,
        environment,
        tree: { ...APPARMOR, '/etc/apparmor.d/invigil': `profile invigil ${process.execPath} flags=(unconfined) {\n  userns,\n}\n` },
      },
      ["ok: Chromium's sandbox may use user namespaces by /etc/apparmor.d/invigil."],
    ],
    [
      'is its helper',
      { exhibit: PAGE, environment, tree: { ...APPARMOR, [helper]: { uid: 0, mode: 0o4755 } } },
      [`ok: Chromium's sandbox uses its helper, because ${WHY}.`],
    ],
    [
      'is not a helper without its rights',
      { exhibit: PAGE, environment, tree: { ...APPARMOR, [helper]: { uid: 1000, mode: 0o4755 } } },
      [`problem: Chromium has no sandbox here: ${WHY}.`],
    ],
    [
      'is closed on an older Debian',
      { exhibit: PAGE, environment, tree: { '/proc/sys/kernel/unprivileged_userns_clone': '0\n' } },
      ['problem: Chromium has no sandbox here: user namespaces are for root alone (kernel.unprivileged_userns_clone=0).'],
    ],
  ])('%s', async (_, given, expected) => {
    expect(await found(sandbox, given)).toEqual(expected);
  });
});

test('files of sections', () => {
  const text = 'top = 1\n[a]\n# k = 0\nk = "1"\n[b][c]\nk=2\nk=3\n';
  expect(entriesOf(text)).toEqual([
    { section: '', key: 'top', value: '1' },
    { section: 'a', key: 'k', value: '1' },
    { section: 'b][c', key: 'k', value: '2' },
    { section: 'b][c', key: 'k', value: '3' },
  ]);
  expect(settingOf(text, 'b][c', 'k')).toBe('3');
  expect(settingOf(null, 'a', 'k')).toBeNull();
});

test('the table of all checks', () => {
  expect(checksTable().split('\n').slice(0, 3)).toEqual([
    '| check | what it looks at | a problem or a warning |',
    '| --- | --- | --- |',
    '| `exhibit-file` | `exhibit.toml` and `site.toml`, as `invigil check` does | one of them is wrong |',
  ]);
});
