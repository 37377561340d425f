import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { describeWith } from '../support/needs.ts';
import { missingPrograms } from '../support/programs.ts';
import { until } from '../support/until.ts';
import { runtimeFolder, watchOne } from './support.ts';

const PROGRAMS = ['pipewire', 'pipewire-pulse', 'wireplumber', 'pw-cli', 'pactl', 'dbus-daemon'];
const missing = missingPrograms(PROGRAMS);

/** A folder for a sound server, and the environment that it and its tools need. */
function place() {
  const folder = runtimeFolder();
  const home = join(folder, 'home');
  mkdirSync(home);
  chmodSync(folder, 0o700);
  const environment = {
    PATH: process.env['PATH'] ?? '',
    XDG_RUNTIME_DIR: folder,
    HOME: home,
    XDG_STATE_HOME: home,
    XDG_CONFIG_HOME: home,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(folder, 'bus')}`,
  };
  const pactl = (...words: string[]) => execFileSync('pactl', words, { env: environment, encoding: 'utf8' }).trim();
  return { folder, environment, pactl };
}

/** PipeWire with all that belongs to it, one after the other: WirePlumber ends where it finds no PipeWire, or no bus. */
async function pipewire(environment: Record<string, string>): Promise<readonly ChildProcess[]> {
  const children: ChildProcess[] = [];
  const start = (program: string, ...words: string[]) => children.push(spawn(program, words, { env: environment, stdio: 'ignore' }));
  onTestFinished(() => kill(children));
  start('dbus-daemon', '--session', '--nofork', `--address=${environment['DBUS_SESSION_BUS_ADDRESS']}`);
  start('pipewire');
  await until('PipeWire answers', () => spawnSync('pw-cli', ['info', '0'], { env: environment, timeout: 5_000 }).status === 0, 15_000);
  start('pipewire-pulse');
  start('wireplumber');
  return children;
}

async function kill(children: readonly ChildProcess[]): Promise<void> {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}

describeWith('the sound of PipeWire', missing, () => {
  it('is seen at its start, as sinks come and go, at its kill and at its return', async () => {
    const { folder, environment, pactl } = place();
    const { says, said } = watchOne({ kind: 'sound' }, environment);
    const none = `- no sound server at ${join(folder, 'pulse/native')}`;
    const dummy = '- no default sink but the dummy auto_null; PipeWire answers';
    await says(none);
    const first = await pipewire(environment);
    await says(dummy);
    const kiosk = pactl('load-module', 'module-null-sink', 'sink_name=kiosk');
    await says('+ default sink kiosk');
    const other = pactl('load-module', 'module-null-sink', 'sink_name=other');
    pactl('set-default-sink', 'other');
    await says('+ default sink other');
    const before = said.length;
    pactl('unload-module', other);
    await says('+ default sink kiosk');
    expect(said).toHaveLength(before + 1);
    pactl('unload-module', kiosk);
    await says(dummy);
    await kill(first);
    await says(none);
    await pipewire(environment);
    await says(dummy);
    pactl('load-module', 'module-null-sink', 'sink_name=kiosk');
    await says('+ default sink kiosk');
  });
});
