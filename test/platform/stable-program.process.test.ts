/** The copies of AppImages, made and removed for real in a folder of the test. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installationAt, stablePlaces } from '../../electron/platform/installation.ts';
import { isProgramStableAt, stableProgramAt } from '../../electron/platform/stable-program.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-stable-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A tree as AppImages hold it; returns its `resources`. */
function packed(home: string, digest: string): string {
  const root = join(home, 'resources');
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(home, 'AppRun'), '');
  writeFileSync(join(root, 'app.asar'), 'the shell');
  writeFileSync(join(root, 'dist', 'build.json'), JSON.stringify({ version: '1.2.3', digest }));
  writeFileSync(join(root, 'dist', 'cli.js'), "console.log('runs'); setInterval(() => undefined, 1000);");
  writeFileSync(join(home, 'invigil'), `#!/bin/sh\necho ${digest}\n`, { mode: 0o755 });
  return root;
}

describe('the stable program of an AppImage', () => {
  const places = () => stablePlaces({ HOME: join(folder, 'home') }, 1000);
  const image = (name: string, digest: string) => packed(join(folder, name), digest);
  const copies = () => readdirSync(places().own.copies).sort();

  it('is a copy that outlives the mount, knows itself, and is made once', async () => {
    const first = image('mount-1', 'aaaaaaaaaaaaaaaa');
    const program = await stableProgramAt(first, places());
    rmSync(join(folder, 'mount-1'), { recursive: true });
    expect(readFileSync(program, 'utf8')).toContain('aaaa');
    const copied = join(readlinkSync(program), '..', 'resources');
    expect(installationAt(copied, places())).toEqual({ kind: 'appimage', program, resources: copied });
    expect(await stableProgramAt(copied, places())).toBe(program);
    expect(copies()).toEqual(['1.2.3-aaaaaaaaaaaa']);
  });

  it('follows an update, and keeps the copy before', async () => {
    for (const digest of ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb', 'cccccccccccccccc']) {
      const program = await stableProgramAt(image(`mount-${digest}`, digest), places());
      expect(readFileSync(program, 'utf8')).toContain(digest);
    }
    expect(copies()).toEqual(['1.2.3-bbbbbbbbbbbb', '1.2.3-cccccccccccc']);
  });

  it('stays whole for an exhibit that runs on over several updates, and goes with the first one after its end', async () => {
    const program = await stableProgramAt(image('mount-a', 'aaaaaaaaaaaaaaaa'), places());
    const main = join(realpathSync(program), '..', 'resources', 'dist', 'cli.js');
    const running = spawn(process.execPath, [main], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(running.stdout, 'data');
      for (const digest of ['bbbbbbbbbbbbbbbb', 'cccccccccccccccc']) await stableProgramAt(image(`mount-${digest}`, digest), places());
      expect(copies()).toEqual(['1.2.3-aaaaaaaaaaaa', '1.2.3-bbbbbbbbbbbb', '1.2.3-cccccccccccc']);
    } finally {
      running.kill('SIGKILL');
      await once(running, 'exit');
    }
    await stableProgramAt(image('mount-d', 'dddddddddddddddd'), places());
    expect(copies()).toEqual(['1.2.3-cccccccccccc', '1.2.3-dddddddddddd']);
  });

  it('is wanting where its link is not there, leads to another build, or to a copy that is gone', async () => {
    const [first, second] = [image('mount-1', 'aaaaaaaaaaaaaaaa'), image('mount-2', 'bbbbbbbbbbbbbbbb')];
    const stable = (root: string) => isProgramStableAt(root, places());
    const keep = (root: string) => stableProgramAt(root, places());
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
    const root = image('mount', 'aaaaaaaaaaaaaaaa');
    // Nothing can be executed by the name `cp`.
    const path = process.env['PATH'];
    process.env['PATH'] = join(folder, 'nothing');
    await expect(stableProgramAt(root, places())).rejects.toThrow(/could not be copied to .*1\.2\.3-aaaaaaaaaaaa/);
    process.env['PATH'] = path;
    expect(copies()).toEqual([]);
    expect(existsSync(places().own.program)).toBe(false);
  });

  it('of a checkout is its own launcher, and nothing is copied', async () => {
    expect(isProgramStableAt(folder, places())).toBe(true);
    expect(await stableProgramAt(folder, places())).toBe(join(folder, 'bin/invigil'));
    expect(existsSync(join(folder, 'home'))).toBe(false);
  });
});
