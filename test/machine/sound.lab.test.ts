/** Volume and mute of a real PipeWire, with a sink of its own. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSound } from '../../electron/machine/sound.ts';
import { describeWith } from '../support/needs.ts';
import { missingPrograms } from '../support/programs.ts';
import { until } from '../support/until.ts';

const PROGRAMS = ['pipewire', 'pipewire-pulse', 'wireplumber', 'pw-cli', 'pactl', 'dbus-daemon'];
const missing = missingPrograms(PROGRAMS);
if (missing.length > 0) console.warn(`left out, these programs are missing: ${missing.join(', ')}`);

describeWith('the volume of PipeWire', missing, () => {
  let folder: string;
  let environment: Record<string, string>;
  let children: ChildProcess[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'invigil-sound-'));
    mkdirSync(join(folder, 'home'));
    chmodSync(folder, 0o700);
    const home = join(folder, 'home');
    environment = {
      PATH: process.env['PATH'] ?? '',
      XDG_RUNTIME_DIR: folder,
      HOME: home,
      XDG_STATE_HOME: home,
      XDG_CONFIG_HOME: home,
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(folder, 'bus')}`,
    };
    children = [];
    const start = (program: string, ...words: string[]) => children.push(spawn(program, words, { env: environment, stdio: 'ignore' }));
    start('dbus-daemon', '--session', '--nofork', `--address=${environment['DBUS_SESSION_BUS_ADDRESS']}`);
    start('pipewire');
    await until('PipeWire answers', () => spawnSync('pw-cli', ['info', '0'], { env: environment, timeout: 5_000 }).status === 0, 15_000);
    start('pipewire-pulse');
    start('wireplumber');
  });
  afterEach(async () => {
    for (const child of children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('is read and set, and there is none without a sink', async () => {
    // A new one each time: a document is at most a second old.
    const read = () => createSound(() => environment).read();
    await until('only the dummy is there', async () => JSON.stringify(await read()).includes('no sound output'), 15_000);
    const words = ['load-module', 'module-null-sink', 'sink_name=hall', 'sink_properties=device.description=Hall'];
    execFileSync('pactl', words, { env: environment });
    await until('the sink is there', async () => (await read()).available, 15_000);
    const sound = createSound(() => environment);
    expect(await sound.set({ percent: 37 })).toEqual({ available: true, sink: 'Hall', volume_percent: 37, muted: false });
    expect(await sound.set({ mute: true })).toEqual({ available: true, sink: 'Hall', volume_percent: 37, muted: true });
    expect(await sound.set({ percent: 120, mute: false })).toMatchObject({ volume_percent: 120, muted: false });
    expect(await read()).toMatchObject({ volume_percent: 120, muted: false });
  });
});
