/** The launcher of packages, in a tree like theirs with stand-ins for Electron and Node. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const LAUNCHER = join(import.meta.dirname, '../../resources/launcher/invigil');

/** Tells what it is, its arguments and its environment. */
const STAND_IN = '#!/bin/sh\necho "program=$0"\nfor each; do echo "argument=$each"; done\nenv\nexit 42\n';

let folder: string;
let home: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-launcher-'));
  home = join(folder, 'Invigil app');
  mkdirSync(join(home, 'resources', 'dist'), { recursive: true });
  copyFileSync(LAUNCHER, join(home, 'invigil'));
  writeFileSync(join(home, 'invigil-electron'), STAND_IN, { mode: 0o755 });
  writeFileSync(join(folder, 'node'), STAND_IN, { mode: 0o755 });
  writeFileSync(join(home, 'version'), '45.4.1');
});
afterEach(() => rmSync(folder, { recursive: true }));

function launch(program: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env: { PATH: '/usr/bin:/bin', ...environment } });
  const lines = stdout.trim().split('\n');
  const values = (name: string) => lines.filter((line) => line.startsWith(`${name}=`)).map((line) => line.slice(name.length + 1));
  const own = /^(program|argument|_|PWD|SHLVL|OLDPWD)=/;
  return { status, stderr, values, environment: lines.filter((line) => !own.test(line)).sort() };
}

it('becomes the packaged Electron as Node, through links, with arguments as they are', () => {
  symlinkSync(join(home, 'invigil'), join(folder, 'first'));
  symlinkSync('first', join(folder, 'second'));
  const started = launch(join(folder, 'second'), ['-e', 'two words', 'status', '--no-sandbox']);
  expect(started.status).toBe(42);
  expect(started.values('program')).toEqual([join(home, 'invigil-electron')]);
  expect(started.values('argument')).toEqual([join(home, 'resources/dist/cli.js'), '-e', 'two words', 'status', '--no-sandbox']);
  expect(started.environment).toEqual(['ELECTRON_RUN_AS_NODE=1', 'PATH=/usr/bin:/bin']);
});

it('becomes the Node that INVIGIL_NODE names', () => {
  const started = launch(join(home, 'invigil'), ['check'], { INVIGIL_NODE: join(folder, 'node') });
  expect(started.values('program')).toEqual([join(folder, 'node')]);
  expect(started.values('argument')).toEqual([join(home, 'resources/dist/cli.js'), 'check']);
  expect(started.environment).not.toContain('ELECTRON_RUN_AS_NODE=1');
});

it('says what is missing where it cannot start: no Node of that name, a trial Electron', () => {
  const nowhere = launch(join(home, 'invigil'), ['check'], { INVIGIL_NODE: '/nowhere/node' });
  expect(nowhere).toMatchObject({ status: 70, stderr: expect.stringContaining('/nowhere/node, which is no program') });
  for (const version of ['22.3.25', 'v22.3.25']) {
    writeFileSync(join(home, 'version'), version);
    const trial = launch(join(home, 'invigil'), ['check']);
    expect(trial).toMatchObject({ status: 70, stderr: expect.stringContaining('Set INVIGIL_NODE to the path of a Node 24') });
  }
});

/** As the AppRun of electron-builder 26 sets them, from what was there before; from an unpacked image it does not pass APPDIR on. */
function appRun(before: Readonly<Record<string, string>>, unpacked: boolean): Record<string, string> {
  const prefixed = (value: string, name: string) => `${value}${before[name] ? `:${before[name]}` : ''}`;
  return {
    ...before,
    ...(unpacked ? {} : { APPDIR: home }),
    PATH: prefixed(`${home}:${home}/usr/sbin`, 'PATH'),
    XDG_DATA_DIRS: `${prefixed(`${home}/usr/share/`, 'XDG_DATA_DIRS')}:/usr/share/gnome:/usr/local/share/:/usr/share/`,
    LD_LIBRARY_PATH: prefixed(`${home}/usr/lib`, 'LD_LIBRARY_PATH'),
    GSETTINGS_SCHEMA_DIR: prefixed(`${home}/usr/share/glib-2.0/schemas`, 'GSETTINGS_SCHEMA_DIR'),
  };
}

/** Of a desktop whose own list ends as AppRun ends it. */
const LISTS = {
  XDG_DATA_DIRS: '/opt/share:/usr/share/gnome:/usr/local/share/:/usr/share/',
  LD_LIBRARY_PATH: '/opt/lib:/opt/$HOME/lib "b"',
  GSETTINGS_SCHEMA_DIR: '/opt/schemas',
};

it.each([
  { others: {}, unpacked: false },
  { others: LISTS, unpacked: false },
  { others: {}, unpacked: true },
  { others: LISTS, unpacked: true },
])('undoes what an AppImage sets: %o', ({ others, unpacked }) => {
  writeFileSync(join(home, 'AppRun'), '');
  const before = { PATH: '/usr/bin:/bin', ...others };
  const started = launch(join(home, 'invigil'), ['--no-sandbox', 'status'], appRun(before, unpacked));
  expect(started.values('argument').slice(1)).toEqual(['status']);
  expect(started.environment.filter((line) => !line.startsWith('APPDIR='))).toEqual(['ELECTRON_RUN_AS_NODE=1', ...lines(before)].sort());
});

it('leaves lists as they are that no AppRun has begun', () => {
  const before = { PATH: '/usr/bin:/bin', APPDIR: '/tmp/.mount_other', ...LISTS };
  const found = () => launch(join(home, 'invigil'), ['status'], before).environment;
  const expected = ['ELECTRON_RUN_AS_NODE=1', ...lines(before)].sort();
  expect(found()).toEqual(expected);
  // As the copy of an AppImage.
  writeFileSync(join(home, 'AppRun'), '');
  expect(found()).toEqual(expected);
});

function lines(environment: Readonly<Record<string, string>>): string[] {
  return Object.entries(environment).map(([name, value]) => `${name}=${value}`);
}
