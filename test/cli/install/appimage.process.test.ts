/**
 * `install` from an AppImage, by a user without rights: the same file again, and a newer one. The command line runs in a mount namespace
 * in which systemctl is a double that says that the unit runs: then only what lies on the disk is left to do.
 */
import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../../support/needs.ts';
import { bundleCli } from '../invigil.ts';

const PROJECT = join(import.meta.dirname, '../../..');
const NOBODY = 65_534;
/** The first folder in which `install` looks for programs of the system. */
const FIRST = '/usr/local/sbin';
const mayMount = process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'mount', '--bind', '/tmp', FIRST]).status === 0;

const FILE = 'schema = 1\n[exhibit]\nname = "lantern"\n[service.core]\ncommand = "true"\n';

describeWith('from an AppImage', mayMount ? [] : ['root, who may mount'], () => {
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'invigil-appimage-'));
    chmodSync(folder, 0o777);
    mkdirSync(join(folder, 'content'));
    writeFileSync(join(folder, 'content/exhibit.toml'), FILE);
    mkdirSync(join(folder, 'programs'));
    writeFileSync(join(folder, 'programs/systemctl'), '#!/bin/sh\ncase "$*" in *ActiveState*) echo active;; esac\n', { mode: 0o755 });
    const resources = join(folder, 'first/resources');
    await bundleCli(join(resources, 'dist'));
    for (const name of ['systemd', 'polkit', 'session']) symlinkSync(join(PROJECT, 'resources', name), join(resources, name));
    writeFileSync(join(resources, 'app.asar'), 'the shell');
    for (const name of ['AppRun', 'invigil']) writeFileSync(join(folder, 'first', name), '#!/bin/sh\n', { mode: 0o755 });
    cpSync(join(folder, 'first'), join(folder, 'second'), { recursive: true, verbatimSymlinks: true });
    for (const [image, digest] of [
      ['first', 'aaaaaaaaaaaaaaaa'],
      ['second', 'bbbbbbbbbbbbbbbb'],
    ] as const)
      writeFileSync(join(folder, image, 'resources/dist/build.json'), JSON.stringify({ version: '1.2.3', digest }));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Answers with what it has said. */
  async function install(image: 'first' | 'second', ...options: string[]): Promise<string> {
    const inside = 'mount --bind "$1" "$2"; shift 2; exec "$@"';
    const rights = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
    const main = join(folder, image, 'resources/dist/main.js');
    const command = [...rights, process.execPath, main, 'install', join(folder, 'content'), ...options];
    const environment = { PATH: process.env['PATH'], HOME: join(folder, 'home') };
    const namespace = ['--mount', 'sh', '-ec', inside, 'sh', join(folder, 'programs'), FIRST];
    return (await promisify(execFile)('unshare', [...namespace, ...command], { env: environment })).stdout;
  }
  const linked = () => readlinkSync(join(folder, 'home/.local/bin/invigil'));

  it('is linked, and again when a newer file, or the same one after the link was lost, is installed', async () => {
    mkdirSync(join(folder, 'home'));
    chmodSync(join(folder, 'home'), 0o777);
    expect(await install('first', '--yes')).toContain('  1. Keep a copy of this Invigil');
    expect(linked()).toMatch(/1\.2\.3-aaaaaaaaaaaa\/invigil$/);
    expect(await install('first', '--yes')).toContain('Everything is in place');

    expect(await install('second', '--dry-run')).toContain('  1. Keep a copy of this Invigil');
    expect(linked()).toMatch(/1\.2\.3-aaaaaaaaaaaa\/invigil$/);
    expect(await install('second', '--yes')).toContain('systemctl --user restart invigil@lantern');
    expect(linked()).toMatch(/1\.2\.3-bbbbbbbbbbbb\/invigil$/);

    rmSync(join(folder, 'home/.local/bin/invigil'));
    await install('second', '--yes');
    expect(linked()).toMatch(/1\.2\.3-bbbbbbbbbbbb\/invigil$/);
  });
});
