import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { exhibitPaths, makeFolders, runtimeBase } from '../../electron/platform/paths.ts';

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-paths-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A system whose folder for temporary files is empty, and that gives no XDG_RUNTIME_DIR. */
function withoutRuntimeFolder() {
  const folder = temporary();
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const environment = { HOME: folder };
  return { folder, environment, paths: exhibitPaths('lantern', environment), fallback: join(folder, `invigil-${process.getuid?.()}`) };
}

test('follows the XDG folders', () => {
  const paths = exhibitPaths('lantern', { XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: '/s', XDG_RUNTIME_DIR: '/r', HOME: '/h' });
  expect(paths).toMatchObject({
    site: '/c/invigil/lantern/site.toml',
    content: '/c/invigil/lantern/exhibit',
    budget: '/s/invigil/lantern/budget.json',
    log: '/s/invigil/lantern/log',
    control: '/r/invigil/lantern/control.sock',
    healthIn: '/r/invigil/lantern/health/in',
  });
});

test('falls back to the home, also for relative paths', () => {
  const paths = exhibitPaths('lantern', { HOME: '/h', XDG_STATE_HOME: 'state', XDG_RUNTIME_DIR: '/r' });
  expect(paths).toMatchObject({ config: '/h/.config/invigil/lantern', state: '/h/.local/state/invigil/lantern' });
});

test('makes folders for this user alone', () => {
  const folder = temporary();
  const environment = { HOME: folder, XDG_RUNTIME_DIR: join(folder, 'run') };
  const paths = exhibitPaths('lantern', environment);
  makeFolders(paths, environment);
  makeFolders(paths, environment);
  for (const each of [paths.state, paths.log, paths.runtime, paths.notify, paths.health, paths.healthIn]) {
    expect(statSync(each).mode & 0o777).toBe(0o700);
  }
});

test('without XDG_RUNTIME_DIR: a folder of the user’s own in the one for temporary files', () => {
  const { environment, paths, fallback } = withoutRuntimeFolder();
  expect(runtimeBase(environment)).toBe(fallback);
  expect(paths.control).toBe(join(fallback, 'lantern', 'control.sock'));
  makeFolders(paths, environment);
  expect(statSync(fallback).mode & 0o777).toBe(0o700);
});

test('a fallback that is open to others, a link, or another user’s is refused', () => {
  const { folder, environment, paths, fallback } = withoutRuntimeFolder();
  mkdirSync(fallback);
  chmodSync(fallback, 0o755);
  expect(() => makeFolders(paths, environment)).toThrow('is open to other users: chmod 700 it');
  if (process.getuid?.() === 0) {
    chmodSync(fallback, 0o700);
    chownSync(fallback, 12345, 12345);
    expect(() => makeFolders(paths, environment)).toThrow('belongs to user 12345');
  }
  rmSync(fallback, { recursive: true });
  mkdirSync(join(folder, 'elsewhere'));
  symlinkSync(join(folder, 'elsewhere'), fallback);
  expect(() => makeFolders(paths, environment)).toThrow('is something else');
});

test('a runtime folder too deep for a socket is refused at once', () => {
  const folder = temporary();
  const environment = { HOME: folder, XDG_RUNTIME_DIR: join(folder, 'x'.repeat(100)) };
  expect(() => makeFolders(exhibitPaths('lantern', environment), environment)).toThrow(/too long for a socket .* shorter path/);
});
