/** The deb of this tree, looked into and started from where it was unpacked; nothing of the machine is changed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FUSES } from '../../build/package/fuses.ts';
import { APP_ID } from '../../electron/platform/app-id.ts';
import { describeWith } from '../support/needs.ts';
import { missingForDeb, packagedDeb } from '../support/packaged.ts';
import { missingPrograms } from '../support/programs.ts';

const missing = missingForDeb();
const PROJECT = join(import.meta.dirname, '../..');
const has = (program: string) => missingPrograms([program]).length === 0;

describeWith('the deb', missing, () => {
  let deb = '';
  let root = '';
  const at = (path: string) => join(root, path);
  const field = (name: string) => execFileSync('dpkg-deb', ['-f', deb, name], { encoding: 'utf8' }).trim();

  beforeAll(async () => {
    deb = await packagedDeb();
    root = mkdtempSync(join(tmpdir(), 'invigil-deb-'));
    execFileSync('dpkg-deb', ['-R', deb, root]);
  }, 1_300_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** What `invigil` of the unpacked deb answers, by this very Node or by its own Electron. */
  function invigil(args: readonly string[], node: string | null = process.execPath) {
    const environment = { PATH: '/usr/bin:/bin', HOME: root, ...(node === null ? {} : { INVIGIL_NODE: node }) };
    return spawnSync(at('opt/Invigil/invigil'), args, { encoding: 'utf8', env: environment });
  }

  it('says in its fields what it is and needs', () => {
    const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
    expect([field('Package'), field('Version')]).toEqual(['invigil', version]);
    expect(field('Architecture')).toBe(process.arch === 'x64' ? 'amd64' : 'arm64');
    expect(field('Depends')).toContain('libgtk-3-0t64 | libgtk-3-0');
    expect(field('Recommends').split(', ')).toEqual(expect.arrayContaining(['sway', 'greetd', 'grim', 'libpam-systemd', 'pipewire']));
    expect(field('Description').split('\n')[0]).toBe('supervisor for unattended installations');
  });

  it('belongs to root, is writable by nobody else, and knows the checksum of every file', () => {
    const lines = execFileSync('dpkg-deb', ['-c', deb], { encoding: 'utf8' }).trim().split('\n');
    const odd = lines.filter((line) => !/^(-rw-r--r--|-rwxr-xr-x|drwxr-xr-x|lrwxrwxrwx) root\/root /.test(line));
    expect(odd).toEqual([]);
    expect(spawnSync('md5sum', ['--check', '--quiet', 'DEBIAN/md5sums'], { cwd: root, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stdout: '',
    });
    for (const script of ['postinst', 'prerm', 'postrm']) expect(statSync(at(`DEBIAN/${script}`)).mode & 0o777).toBe(0o755);
  });

  it('puts things where the rest of the machine looks for them', () => {
    expect(readlinkSync(at('usr/bin/invigil'))).toBe('/opt/Invigil/invigil');
    for (const path of [
      'usr/lib/systemd/user/invigil@.service',
      `usr/share/applications/${APP_ID}.desktop`,
      'usr/share/icons/hicolor/256x256/apps/invigil.png',
      'usr/share/bash-completion/completions/invigil',
      'usr/share/zsh/vendor-completions/_invigil',
      'usr/share/fish/vendor_completions.d/invigil.fish',
      'usr/share/doc/invigil/copyright',
      'opt/Invigil/resources/polkit/60-invigil.rules',
      'opt/Invigil/resources/session/sway.conf',
      'opt/Invigil/resources/apparmor-profile',
    ]) {
      expect(existsSync(at(path)), path).toBe(true);
    }
    expect(readFileSync(at('usr/lib/systemd/user/invigil@.service'), 'utf8')).toContain('ExecStart=/usr/bin/invigil -e %i run');
  });

  it('carries the addons of one architecture, two languages, and no app beside the archive', () => {
    const all = readdirSync(at('opt/Invigil'), { recursive: true, encoding: 'utf8' });
    const addons = all.filter((path) => path.endsWith('.node')).map((path) => path.replace(/^resources\/node_modules\//, ''));
    expect(addons).toEqual([`node-unix-socket-linux-${process.arch}-gnu/node-unix-socket.linux-${process.arch}-gnu.node`]);
    expect(readdirSync(at('opt/Invigil/locales')).sort()).toEqual(['de.pak', 'en-US.pak']);
    expect(all.filter((path) => path.endsWith('.asar') || /\.map$|\/app$/.test(path))).toEqual(['resources/app.asar']);
    expect(lstatSync(at('opt/Invigil/invigil-electron')).isFile()).toBe(true);
  });

  it('has its fuses set, as far as this Electron has them', async () => {
    const wire = await getCurrentFuseWire(at('opt/Invigil/invigil-electron'));
    for (const [name, value] of Object.entries(FUSES)) {
      const option = Object.entries(FuseV1Options).find(([each]) => each === name)?.[1];
      const state = Object.entries(wire).find(([each]) => each === String(option))?.[1];
      // In the program they are the digits 0 and 1.
      if (state !== undefined) expect([name, state]).toEqual([name, value ? 0x31 : 0x30]);
    }
    expect(wire[FuseV1Options.RunAsNode]).toBe(0x31);
  });

  it('has a man page that knows every command, and papers that their own programs accept', () => {
    const man = gunzipSync(readFileSync(at('usr/share/man/man1/invigil.1.gz'))).toString();
    const help = invigil(['--help']).stdout;
    const names = [...help.matchAll(/^ {2}([a-z]+) .*$/gm)].map(([, name]) => name).filter((name) => name !== 'help');
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expect(man).toContain(`\\fBinvigil ${name}\\fR`);
    const page = at('usr/share/man/man1/invigil.1.gz');
    if (has('man') && has('groff'))
      expect(spawnSync('man', ['--warnings', '-E', 'UTF-8', '-l', '-Z', page], { encoding: 'utf8' }).stderr).toBe('');
    expect(spawnSync('bash', ['-n', at('usr/share/bash-completion/completions/invigil')], { encoding: 'utf8' }).stderr).toBe('');
    if (has('desktop-file-validate')) {
      const said = spawnSync('desktop-file-validate', [at(`usr/share/applications/${APP_ID}.desktop`)], { encoding: 'utf8' });
      expect(said.stdout + said.stderr).toBe('');
    }
    for (const script of [
      'DEBIAN/postinst',
      'DEBIAN/prerm',
      'DEBIAN/postrm',
      'opt/Invigil/invigil',
      'opt/Invigil/resources/deb/user-units',
    ]) {
      expect(spawnSync('sh', ['-n', at(script)], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
    }
  });

  it('is the command line, by a Node that is named', () => {
    expect(invigil(['--help']).stdout).toMatch(/^Usage: invigil/);
    const checked = invigil(['check', at('opt/Invigil/resources/demo')]);
    expect(checked).toMatchObject({ status: 0, stdout: expect.stringContaining('is all right') });
    // Loads what the supervisor loads, addons too.
    expect(invigil(['run', '/nowhere'])).toMatchObject({ status: 78 });
  });

  it('needs no other Node with the Electron of releases, and says so with the trial one', () => {
    const [major] = readFileSync(at('opt/Invigil/version'), 'utf8').replace(/^v/, '').split('.');
    const answer = invigil(['--help'], null);
    if (major === '22') expect(answer).toMatchObject({ status: 70, stdout: '', stderr: expect.stringContaining('Set INVIGIL_NODE') });
    else expect(answer).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Usage: invigil/) });
  });
});
