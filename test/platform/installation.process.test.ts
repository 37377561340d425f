import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  installationAt,
  isProgramStableAt,
  packagedElectron,
  stablePlaces,
  stableProgramAt,
} from '../../electron/platform/installation.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-installation-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A tree as packages have it; returns its `resources`. */
function packed(home: string, digest: string): string {
  const root = join(home, 'resources');
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'app.asar'), 'the shell');
  writeFileSync(join(root, 'dist', 'build.json'), JSON.stringify({ version: '1.2.3', digest }));
  writeFileSync(join(home, 'invigil'), `#!/bin/sh\necho ${digest}\n`, { mode: 0o755 });
  return root;
}

describe('the installation', () => {
  const user = { HOME: '/home/kiosk' };

  it('is the checkout where no package is around it', () => {
    expect(installationAt(folder, user)).toEqual({
      kind: 'checkout',
      program: join(folder, 'bin/invigil'),
      resources: join(folder, 'resources'),
    });
    expect(packagedElectron(folder)).toBeNull();
  });

  it('is the package, also when a service of some AppImage asks', () => {
    const root = packed(folder, 'aa');
    expect(installationAt(root, { ...user, APPDIR: '/tmp/.mount_other' })).toEqual({
      kind: 'package',
      program: '/usr/bin/invigil',
      resources: root,
    });
    expect(packagedElectron(root)).toBe(join(folder, 'invigil-electron'));
  });

  it('is the AppImage that it was mounted from, with a program that stays: of the user, or of root for all', () => {
    const root = packed(folder, 'aa');
    const mounted = { ...user, APPDIR: folder };
    expect(installationAt(root, mounted, stablePlaces(mounted, 1000))).toMatchObject({
      kind: 'appimage',
      program: '/home/kiosk/.local/bin/invigil',
    });
    expect(installationAt(root, mounted, stablePlaces(mounted, 0))).toMatchObject({ kind: 'appimage', program: '/usr/local/bin/invigil' });
  });

  it('takes no relative XDG_DATA_HOME', () => {
    expect(stablePlaces({ ...user, XDG_DATA_HOME: 'data' }, 1000).own.copies).toBe('/home/kiosk/.local/share/invigil/program');
    expect(stablePlaces({ ...user, XDG_DATA_HOME: '/data' }, 1000).own.copies).toBe('/data/invigil/program');
  });
});

describe('the stable program of an AppImage', () => {
  const places = () => stablePlaces({ HOME: join(folder, 'home') }, 1000);
  const image = (name: string, digest: string) => ({
    root: packed(join(folder, name), digest),
    environment: { APPDIR: join(folder, name) },
  });
  const copies = () => readdirSync(places().own.copies).sort();

  it('is a copy that outlives the mount, knows itself, and is made once', async () => {
    const first = image('mount-1', 'aaaaaaaaaaaaaaaa');
    const program = await stableProgramAt(first.root, first.environment, places());
    rmSync(join(folder, 'mount-1'), { recursive: true });
    expect(readFileSync(program, 'utf8')).toContain('aaaa');
    const copied = join(readlinkSync(program), '..', 'resources');
    expect(installationAt(copied, {}, places())).toEqual({ kind: 'appimage', program, resources: copied });
    expect(await stableProgramAt(copied, {}, places())).toBe(program);
    expect(copies()).toEqual(['1.2.3-aaaaaaaaaaaa']);
  });

  it('follows an update, and keeps the copy that an exhibit may still run from', async () => {
    for (const digest of ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb', 'cccccccccccccccc']) {
      const { root, environment } = image(`mount-${digest}`, digest);
      const program = await stableProgramAt(root, environment, places());
      expect(readFileSync(program, 'utf8')).toContain(digest);
    }
    expect(copies()).toEqual(['1.2.3-bbbbbbbbbbbb', '1.2.3-cccccccccccc']);
  });

  it('is wanting where its link is not there, leads to another build, or to a copy that is gone', async () => {
    const [first, second] = [image('mount-1', 'aaaaaaaaaaaaaaaa'), image('mount-2', 'bbbbbbbbbbbbbbbb')];
    const stable = ({ root, environment }: typeof first) => isProgramStableAt(root, environment, places());
    const keep = ({ root, environment }: typeof first) => stableProgramAt(root, environment, places());
    expect(stable(first)).toBe(false);
    const program = await keep(first);
    expect([stable(first), stable(second)]).toEqual([true, false]);
    await keep(second);
    expect([stable(first), stable(second)]).toEqual([false, true]);
    // Once more from the same file: the copy before stays, from which an exhibit may still run.
    await keep(second);
    expect(copies()).toEqual(['1.2.3-aaaaaaaaaaaa', '1.2.3-bbbbbbbbbbbb']);
    rmSync(join(program, '..'), { recursive: true });
    expect(stable(second)).toBe(false);
    await keep(second);
    rmSync(places().own.copies, { recursive: true });
    expect(stable(second)).toBe(false);
    await keep(second);
    expect(readFileSync(program, 'utf8')).toContain('bbbb');
  });

  it('leaves nothing half copied behind, and says what could not be copied', async () => {
    const { root, environment } = image('mount', 'aaaaaaaaaaaaaaaa');
    // Nothing can be executed by the name `cp`.
    const path = process.env['PATH'];
    process.env['PATH'] = join(folder, 'nothing');
    await expect(stableProgramAt(root, environment, places())).rejects.toThrow(/could not be copied to .*1\.2\.3-aaaaaaaaaaaa/);
    process.env['PATH'] = path;
    expect(copies()).toEqual([]);
    expect(existsSync(places().own.program)).toBe(false);
  });

  it('of a checkout is its own launcher, and nothing is copied', async () => {
    expect(isProgramStableAt(folder, {}, places())).toBe(true);
    expect(await stableProgramAt(folder, {}, places())).toBe(join(folder, 'bin/invigil'));
    expect(existsSync(join(folder, 'home'))).toBe(false);
  });
});
