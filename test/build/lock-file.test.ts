import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LockFile, missingEntries } from '../../build/lock-file.ts';

const text = readFileSync(join(import.meta.dirname, '..', '..', 'package-lock.json'), 'utf8');

test('the lock file names the builds of native packages for every platform (else: node build/lock-file.ts)', () => {
  expect([...missingEntries(LockFile.parse(JSON.parse(text))).keys()]).toEqual([]);
});

test('the lock file names no registry, so that each machine uses its own', () => {
  expect(text).not.toContain('"resolved"');
});

test('the lock file has Node 24 for both processors, at one version', () => {
  const { packages } = LockFile.parse(JSON.parse(text));
  const versions = ['x64', 'arm64'].map((processor) => packages[`node_modules/node-linux-${processor}`]?.version);
  expect(versions[0]).toMatch(/^24\./);
  expect(versions[1]).toBe(versions[0]);
});

test('a missing native build is found, with its platform', () => {
  const lock = {
    packages: { 'node_modules/a': { version: '1.0.0', dev: true, optionalDependencies: { '@a/b-linux-arm-musleabihf': '1.2.3' } } },
  };
  expect([...missingEntries(LockFile.parse(lock))]).toEqual([
    [
      'node_modules/@a/b-linux-arm-musleabihf',
      { version: '1.2.3', dev: true, optional: true, os: ['linux'], cpu: ['arm'], libc: ['musl'] },
    ],
  ]);
});
