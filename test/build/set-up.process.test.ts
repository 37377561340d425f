import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const setUp = join(import.meta.dirname, '..', '..', 'build', 'setup');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-set-up-'));
  mkdirSync(join(folder, 'bin'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program of that name for the run, which also writes its arguments into `calls`. */
function stub(name: string, script: string): void {
  const file = join(folder, 'bin', name);
  writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> ${join(folder, 'calls')}\n${script}\n`);
  chmodSync(file, 0o755);
}

/** Calls one function of the set-up in a process of its own. */
function call(module: string, expression: string, plainUser = false): { stdout: string; stderr: string; result: unknown } {
  const become = plainUser ? 'process.getuid = () => 1;' : 'process.getuid = () => 0;';
  const program = `${become} import(${JSON.stringify(join(setUp, module))}).then((m) => m.${expression}).then(
    (value) => console.log('RESULT ' + JSON.stringify(value ?? null)),
    (error) => console.log('RESULT ' + JSON.stringify('error: ' + error.message)))`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', program], {
    encoding: 'utf8',
    env: { PATH: `${join(folder, 'bin')}:${process.env['PATH']}`, HOME: folder },
  });
  return { stdout, stderr, result: JSON.parse(stdout.split('RESULT ')[1] ?? 'null') };
}

function calls(): string[] {
  try {
    return readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
  } catch {
    return []; // Nothing was called.
  }
}

describe('Debian packages', () => {
  /** A machine without sway and libasound2 (or with sway: `install`), which has the newer names of two libraries. */
  function machine(sway: 'install' | 'deinstall' = 'deinstall'): void {
    const here = 'libgtk-3-0t64:amd64 libnss3:amd64 libgbm1 fonts-dejavu-core grim dbus pipewire pipewire-bin pipewire-pulse wireplumber';
    stub('dpkg', `for p in ${here} pulseaudio-utils; do printf '%s\\tinstall\\n' $p; done; printf 'sway\\t${sway}\\n'`);
    stub('apt-cache', 'case $2 in *t64|sway) echo "  Candidate: 1.0";; *) echo "  Candidate: (none)";; esac');
    stub('apt-get', 'exit 0');
  }

  test('as root the missing ones are named with their reasons and installed, under the names of this release', () => {
    machine();
    const { stdout, result } = call('debian.mjs', "installDebianPackages(['display', 'session'])");
    expect(result).toBeNull();
    expect(stdout).toMatch(/sway +the compositor of the private session/);
    expect(stdout).not.toMatch(/grim/);
    const install = calls().find((line) => line.startsWith('apt-get install'));
    expect(install).toMatch(/--no-install-recommends .* libasound2t64 sway$/);
  });

  test('as a plain user nothing is installed, and one line says how', () => {
    machine();
    const { result } = call('debian.mjs', "installDebianPackages(['display', 'session'])", true);
    expect(result).toMatchObject({ line: 'sudo apt-get install --no-install-recommends libasound2t64 sway' });
    expect(calls().filter((line) => line.startsWith('apt-get'))).toEqual([]);
  });

  test('a failing apt-get is told and what it should have brought is left out', () => {
    machine();
    stub('apt-get', 'echo "Temporary failure resolving deb.debian.org" >&2; exit 100');
    const { stderr, result } = call('debian.mjs', "installDebianPackages(['session'])");
    expect(stderr).toContain('Temporary failure resolving');
    expect(result).toMatchObject({ what: expect.stringContaining('sway') });
  });

  test('with everything there nothing is called but the question', () => {
    machine('install');
    expect(call('debian.mjs', "installDebianPackages(['session'])").result).toBeNull();
    expect(calls().filter((line) => !line.startsWith('dpkg'))).toEqual([]);
  });
});

describe('npm packages', () => {
  const lock = (packages: Record<string, object>): string => JSON.stringify({ packages: { '': {}, ...packages } });
  const install = (): ReturnType<typeof call> => call('npm-packages.mjs', `installNpmPackages(${JSON.stringify(folder)})`);

  function installed(packages: Record<string, object>): void {
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    writeFileSync(join(folder, 'node_modules', '.package-lock.json'), lock(packages));
  }

  beforeEach(() => {
    const wanted = { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0', optional: true } };
    writeFileSync(join(folder, 'package-lock.json'), lock(wanted));
    stub('npm', 'exit 0');
  });

  test.each([
    ['are missing', null, true],
    ['are older than the lock file', { 'node_modules/a': { version: '0.9.0' } }, true],
    ['are there, without the ones for other platforms', { 'node_modules/a': { version: '1.0.0' } }, false],
    ['have an optional one of another version', { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } }, true],
  ])('when they %s', (_, found, isCalled) => {
    if (found) installed(found);
    expect(install().result).toBeNull();
    expect(calls().some((line) => / ci /.test(line))).toBe(isCalled);
    expect(readlinkSync(join(folder, 'node_modules/.bin/invigil'))).toBe('../../bin/invigil');
  });

  test('without a network the message says so', () => {
    stub('npm', 'echo "npm error code EAI_AGAIN" >&2; exit 1');
    expect(install().result).toMatch(/error: npm error code EAI_AGAIN[\s\S]*registry does not answer/);
  });

  test('another failure of npm is told in its own words', () => {
    stub('npm', 'echo "npm error code EUSAGE" >&2; exit 1');
    expect(install().result).toMatch(/error: npm error code EUSAGE[\s\S]*npm ci failed/);
  });
});
