import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findElectron, shellCommand, trialElectron } from '../../electron/platform/electron-path.ts';

describe('which Electron', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'invigil-electron-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function put(path: string, version: string): string {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, '', { mode: 0o755 });
    writeFileSync(join(path, '..', 'version'), version);
    return path;
  }

  it('is the named one before all others, when it is there', () => {
    const named = put(join(folder, 'named', 'electron'), 'v45.4.1');
    const trial = put(trialElectron({ XDG_CACHE_HOME: folder }), '22.3.25');
    expect(findElectron({ XDG_CACHE_HOME: folder, INVIGIL_ELECTRON: named })).toEqual({ path: named, version: '45.4.1', trial: false });
    expect(findElectron({ XDG_CACHE_HOME: folder, INVIGIL_ELECTRON: trial })).toMatchObject({ path: trial, trial: true });
  });

  it('is none where there is none, and nothing is downloaded', () => {
    const found = findElectron({ XDG_CACHE_HOME: folder, INVIGIL_ELECTRON: join(folder, 'nothing') });
    expect(found === null || found.path.includes('node_modules')).toBe(true);
  });

  it('keeps its sandbox and its graphics unless told otherwise', () => {
    const options = { electron: { path: '/e/electron' }, bundle: '/b', noSandbox: false, profile: '/p', ozone: 'wayland' } as const;
    const command = shellCommand(options);
    expect(command[0]).toBe('/e/electron');
    expect(command.at(-1)).toBe('/b');
    expect(command).toEqual(expect.arrayContaining(['--ozone-platform=wayland', '--user-data-dir=/p']));
    expect(command).not.toEqual(expect.arrayContaining(['--no-sandbox']));
    expect(command).not.toEqual(expect.arrayContaining(['--disable-gpu']));
    expect(shellCommand({ ...options, noSandbox: true, software: true })).toEqual(
      expect.arrayContaining(['--no-sandbox', '--disable-gpu', '--ui-disable-partial-swap']),
    );
  });
});
