/** The command with the real gsettings of this machine, whose settings are a file of the test's own, or kept by a real dconf on a bus of its own. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isExecutable } from '../../electron/platform/executable.ts';
import { describeWith } from '../support/needs.ts';

const MAIN = join(import.meta.dirname, '../../electron/cli/main.ts');
const run = promisify(execFile);
const IDLE = ['org.gnome.desktop.session', 'idle-delay'] as const;

const isThere = (program: string) => (process.env['PATH'] ?? '').split(delimiter).some((folder) => isExecutable(join(folder, program)));
const hasSchemas = existsSync('/usr/share/glib-2.0/schemas/org.gnome.desktop.session.gschema.xml');
const missing = [
  ...(isThere('gsettings') ? [] : ['libglib2.0-bin']),
  ...(hasSchemas ? [] : ['gsettings-desktop-schemas']),
  ...(isThere('dbus-run-session') ? [] : ['dbus']),
  ...(readdirSync('/usr/share/dbus-1/services').includes('ca.desrt.dconf.service') ? [] : ['dconf-service']),
];

let folder: string;
let environment: Record<string, string>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inv-desktop-'));
  mkdirSync(join(folder, 'run'), { mode: 0o700 });
  environment = {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_STATE_HOME: join(folder, 'state'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
    XDG_CURRENT_DESKTOP: 'ubuntu:GNOME',
    GSETTINGS_BACKEND: 'keyfile',
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code?: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Ends well or not: that is in `code`. */
const ended = (program: string, args: readonly string[]): Promise<Ended> =>
  run(program, [...args], { env: environment, cwd: folder, encoding: 'utf8' }).catch((error: Ended) => error);
const invigil = (...args: string[]) => ended(process.execPath, [MAIN, ...args]);
const gsettings = async (...args: string[]) => (await ended('gsettings', args)).stdout.trim();
const saved = () => join(folder, 'state/invigil/desktop.json');

describeWith('GNOME', missing, () => {
  test('is set, once; and is as before after restore', async () => {
    await gsettings('set', ...IDLE, '60');
    const before = await gsettings('list-recursively', 'org.gnome.desktop.screensaver');
    expect((await invigil('desktop', 'apply', '--dry-run')).stdout).toContain(
      'would do       org.gnome.desktop.session idle-delay: uint32 60 becomes uint32 0.',
    );
    expect(existsSync(saved())).toBe(false);

    const first = await invigil('desktop', 'apply');
    expect(first.code).toBeUndefined();
    expect(first.stdout).toContain('done           org.gnome.desktop.session idle-delay: uint32 60 is uint32 0 now.');
    expect(await gsettings('get', ...IDLE)).toBe('uint32 0');
    expect(await gsettings('get', 'org.gnome.desktop.background', 'primary-color')).toBe("'#101418'");
    const kept = readFileSync(saved(), 'utf8');
    expect((await invigil('desktop', 'apply')).stdout).not.toMatch(/^done/m);
    expect(readFileSync(saved(), 'utf8')).toBe(kept);

    const back = await invigil('desktop', 'restore');
    expect(back.stdout).toContain('done           org.gnome.desktop.session idle-delay is uint32 60 again.');
    expect(await gsettings('get', ...IDLE)).toBe('uint32 60');
    expect(await gsettings('list-recursively', 'org.gnome.desktop.screensaver')).toBe(before);
    expect(existsSync(saved())).toBe(false);
    expect((await invigil('desktop', 'restore')).stdout).toContain('nothing to put back');
  });

  test('is set through a real dconf on a bus of its own', async () => {
    delete environment['GSETTINGS_BACKEND'];
    const script = `"$0" "$1" desktop apply && gsettings get ${IDLE.join(' ')} && "$0" "$1" desktop restore && gsettings get ${IDLE.join(' ')}`;
    const { stdout, code } = await ended('dbus-run-session', ['--', 'sh', '-c', script, process.execPath, MAIN]);
    expect(code).toBeUndefined();
    expect(stdout.split('\n').filter((line) => line.startsWith('uint32'))).toEqual(['uint32 0', 'uint32 300']);
  });

  test('without a bus nothing is kept, and that is said', async () => {
    delete environment['GSETTINGS_BACKEND'];
    const { stdout, code } = await invigil('desktop', 'apply');
    expect(code).toBe(1);
    expect(stdout).toMatch(/not done +org\.gnome\.desktop\.session idle-delay stays uint32 300: .*no session bus/);
  });
});

describe('the command', () => {
  test('writes the rules for sway with the colour of the exhibit, and removes them', async () => {
    environment['XDG_CURRENT_DESKTOP'] = 'sway';
    writeFileSync(
      join(folder, 'exhibit.toml'),
      'schema = 1\n[exhibit]\nname = "a"\ncolour = "#aabbcc"\n[service.core]\ncommand = "true"\n',
    );
    expect((await invigil('desktop', 'apply')).code).toBeUndefined();
    const rules = join(folder, 'config/invigil/sway.conf');
    expect(readFileSync(rules, 'utf8')).toContain('output * bg #aabbcc solid_color');
    expect((await invigil('desktop', 'restore')).stdout).toContain(`done           ${rules} is removed.`);
    expect(existsSync(rules)).toBe(false);
  });

  test('changes nothing while what was there before cannot be read', async () => {
    environment['XDG_CURRENT_DESKTOP'] = 'sway';
    mkdirSync(saved(), { recursive: true });
    const { stderr, code } = await invigil('desktop', 'apply');
    expect(code).toBe(1);
    expect(stderr).toContain('desktop.json cannot be read');
    expect(existsSync(join(folder, 'config/invigil/sway.conf'))).toBe(false);
  });

  test('refuses a desktop that it does not know, a wrong file, and one that cannot be told', async () => {
    environment['XDG_CURRENT_DESKTOP'] = 'XFCE';
    expect(await invigil('desktop', 'apply')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('What has to be set in XFCE is not known here'),
    });
    environment['XDG_CURRENT_DESKTOP'] = '';
    expect(await invigil('desktop', 'apply')).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be told which desktop') });
    expect(await invigil('desktop', 'mend')).toMatchObject({ code: 64 });
    writeFileSync(join(folder, 'exhibit.toml'), 'schema = 1\n');
    expect(await invigil('desktop', 'apply')).toMatchObject({ code: 78 });
  });
});
