import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findCore } from '../../electron/incident/core-file.ts';
import { createGrim } from '../../electron/incident/grim.ts';
import { lookAt } from '../../electron/incident/witness.ts';
import { until } from '../support/until.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-incident-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the look at processes before they are ended', () => {
  it('tells what each does and where it waits; one that is gone is left out', async () => {
    const child = spawn('sleep', ['1000'], { stdio: 'ignore' });
    try {
      const pid = child.pid ?? 0;
      const seen = await until('it sleeps', () =>
        lookAt([pid, 2 ** 22 - 1]).find(({ name, state }) => name === 'sleep' && state === 'S (sleeping)'),
      );
      expect(seen).toMatchObject({ pid, threads: 1, memoryBytes: expect.any(Number) });
      expect(lookAt([2 ** 22 - 1])).toEqual([]);
      expect(lookAt(Array.from({ length: 30 }, () => pid))).toHaveLength(20);
    } finally {
      child.kill('SIGKILL');
    }
  });
});

describe('the core file', () => {
  const death = (signal = 'SIGSEGV') => ({ signal, pid: 77, at: Date.now(), directory: folder });
  const write = (name: string) => writeFileSync(join(folder, name), 'core');

  it('lies in the folder of the service, under the name that the kernel is told to give it', async () => {
    write('core');
    expect(await findCore(death(), 'core')).toBe(`The core file is ${folder}/core.`);
    write('core.python3.77');
    expect(await findCore(death(), 'core.%e.%p')).toBe(`The core file is ${folder}/core.python3.77.`);
    mkdirSync(join(folder, 'cores'));
    write('cores/77');
    expect(await findCore(death(), `${folder}/cores/%p`)).toBe(`The core file is ${folder}/cores/77.`);
  });

  it('is none that is of another time or process, and none without such a signal', async () => {
    write('core.python3.78');
    expect(await findCore(death(), 'core.%e.%p')).toBe(null);
    write('core');
    expect(await findCore(death('SIGTERM'), 'core')).toBe(null);
    utimesSync(join(folder, 'core'), 1, 1);
    expect(await findCore(death(), 'core')).toBe(null);
  });

  it('is kept by somebody else: how to get at it', async () => {
    const systemd = '|/usr/lib/systemd/systemd-coredump %P %u';
    expect(await findCore(death(), systemd)).toBe('systemd keeps core files: coredumpctl info 77');
    expect(await findCore(death(), '|/usr/share/apport/apport -p%p')).toBe('The kernel hands core files to /usr/share/apport/apport.');
  });
});

describe('the picture of the screen', () => {
  /** What takes it when `grim` is this script. */
  const grim = (script: string) => {
    writeFileSync(join(folder, 'grim'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return createGrim(() => ({ PATH: `${folder}:${process.env['PATH']}`, WAYLAND_DISPLAY: 'wayland-1', XDG_RUNTIME_DIR: folder }));
  };

  it('is what grim gives', async () => {
    const picture = await grim('printf "%s on %s" "$*" "$WAYLAND_DISPLAY"').take();
    expect('image' in picture ? Buffer.from(picture.image).toString() : picture.none).toBe('-t jpeg -q 60 - on wayland-1');
  });

  it('is a PNG of half the size where grim knows no JPEG', async () => {
    const { take } = grim('if [ "$2" = jpeg ]; then echo "jpeg support disabled" >&2; exit 1; fi; printf "%s" "$*"');
    expect(await take()).toEqual({ image: Buffer.from('-t png -s 0.5 -') });
  });

  it.each([
    ['echo "compositor has no screencopy" >&2; exit 1', 'grim: compositor has no screencopy'],
    ['exec sleep 1000', 'the screen did not answer within 2 s (SIGKILL)'],
    ['exit 127', 'grim, which takes pictures of the screen, is not installed'],
  ])('or why there is none: %s', async (script, none) => {
    expect(await grim(script).take()).toEqual({ none });
  });

  it('without a screen there is none', async () => {
    expect(await createGrim(() => ({})).take()).toEqual({ none: 'there is no Wayland screen' });
  });
});
