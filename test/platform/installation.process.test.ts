/** What kind of installation a folder is, by what lies in it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installationAt, packagedElectron, stablePlaces } from '../../electron/platform/installation.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-installation-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A tree as debs have it; returns its `resources`. */
function packed(home: string): string {
  const root = join(home, 'resources');
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'app.asar'), 'the shell');
  return root;
}

describe('the installation', () => {
  const user = { HOME: '/home/kiosk' };

  it('is the checkout where no package is around it', () => {
    expect(installationAt(folder, stablePlaces(user))).toEqual({
      kind: 'checkout',
      program: join(folder, 'bin/invigil'),
      resources: join(folder, 'resources'),
    });
    expect(packagedElectron(folder)).toBeNull();
  });

  it('is the package where no AppRun is beside it', () => {
    const root = packed(folder);
    expect(installationAt(root, stablePlaces(user))).toEqual({
      kind: 'package',
      program: '/usr/bin/invigil',
      resources: root,
    });
    expect(packagedElectron(root)).toBe(join(folder, 'invigil-electron'));
  });

  it('is the AppImage, mounted or unpacked, with a program that stays: of the user, or of root for all', () => {
    const root = packed(folder);
    writeFileSync(join(folder, 'AppRun'), '');
    const found = (uid: number) => installationAt(root, stablePlaces(user, uid));
    expect(found(1000)).toEqual({ kind: 'appimage', program: '/home/kiosk/.local/bin/invigil', resources: root });
    expect(found(0)).toEqual({ kind: 'appimage', program: '/usr/local/bin/invigil', resources: root });
  });

  it('takes no relative XDG_DATA_HOME', () => {
    expect(stablePlaces({ ...user, XDG_DATA_HOME: 'data' }, 1000).own.copies).toBe('/home/kiosk/.local/share/invigil/program');
    expect(stablePlaces({ ...user, XDG_DATA_HOME: '/data' }, 1000).own.copies).toBe('/data/invigil/program');
  });
});
