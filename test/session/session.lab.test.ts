import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { describeWith } from '../support/needs.ts';
import { missingPrograms } from '../support/programs.ts';
import { until } from '../support/until.ts';
import { asSessionUser, missingForWayland } from '../support/wayland.ts';
import { runtimeFolder, watchSession } from './support.ts';

/** A runtime folder that the compositor's user may write. */
function sharedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-sway-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [, , user, group] = execFileSync('getent', ['passwd', asSessionUser(['true']).length > 1 ? 'kiosk' : String(process.getuid?.())])
    .toString()
    .split(':');
  chownSync(folder, Number(user), Number(group));
  writeFileSync(join(folder, 'config'), 'xwayland disable\n');
  return folder;
}

function sway(folder: string, outputs: number): ChildProcess {
  const [program, ...args] = asSessionUser(['sway', '-c', join(folder, 'config')]);
  const environment = {
    PATH: process.env['PATH'],
    HOME: folder,
    XDG_RUNTIME_DIR: folder,
    WLR_BACKENDS: 'headless',
    WLR_HEADLESS_OUTPUTS: String(outputs),
    WLR_RENDERER: 'pixman',
    WLR_LIBINPUT_NO_DEVICES: '1',
    LIBSEAT_BACKEND: 'noop',
  };
  const child = spawn(program, args, { env: environment, stdio: 'ignore', cwd: '/' });
  onTestFinished(() => end(child, 'SIGKILL'));
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

function swaymsg(folder: string, ...command: readonly string[]): void {
  const socket = readdirSync(folder).find((name) => name.startsWith('sway-ipc.'));
  execFileSync('swaymsg', ['-s', join(folder, socket ?? ''), ...command], { stdio: 'ignore' });
}

describeWith('a session of sway', missingForWayland(), () => {
  it('is seen at its start, its end, its kill and its return', async () => {
    const folder = sharedFolder();
    const none = `- no Wayland compositor in ${folder}`;
    const { says, said } = watchSession({ XDG_RUNTIME_DIR: folder });
    await says(none);
    const first = sway(folder, 1);
    await says('+ Wayland wayland-1');
    await end(first, 'SIGTERM');
    await says(none);
    const second = sway(folder, 1);
    await says('+ Wayland wayland-1');
    await end(second, 'SIGKILL');
    await says(none);
    expect(readdirSync(folder)).toContain('wayland-1');
    sway(folder, 1);
    await says('+ Wayland wayland-1');
    expect(said).toHaveLength(6);
  });

  it('holds only once it has a screen, and not while it hangs at our first question', async () => {
    const folder = sharedFolder();
    const running = sway(folder, 0);
    await until(
      'its socket',
      () => readdirSync(folder).includes('wayland-1') && readdirSync(folder).some((name) => name.startsWith('sway-')),
    );
    const bare = watchSession({ XDG_RUNTIME_DIR: folder });
    await bare.says('- no screen is connected');
    swaymsg(folder, 'create_output');
    await bare.says('+ Wayland wayland-1');
    running.kill('SIGSTOP');
    const hung = watchSession({ XDG_RUNTIME_DIR: folder });
    await hung.says('- the compositor does not answer');
    running.kill('SIGCONT');
    await hung.says('+ Wayland wayland-1');
  });
});

describeWith('an X11 session', missingPrograms(['Xvfb']), () => {
  it('is seen at its start, its kill and its return', async () => {
    const folder = runtimeFolder();
    const { child, display } = await xvfb(folder, null);
    const { says, conditions } = watchSession({ XDG_RUNTIME_DIR: folder, HOME: folder, DISPLAY: display });
    await says(`+ X11 ${display}`);
    expect(conditions.environment()).toMatchObject({ DISPLAY: display, XDG_SESSION_TYPE: 'x11' });
    await end(child, 'SIGKILL');
    await says(`- no Wayland compositor in ${folder}, and no X server at ${display}`);
    await xvfb(folder, display);
    await says(`+ X11 ${display}`);
  });
});

/** On a free display, or on the one that a killed server had. */
async function xvfb(folder: string, display: string | null): Promise<{ child: ChildProcess; display: string }> {
  const child = spawn(
    'Xvfb',
    [...(display === null ? [] : [display]), '-displayfd', '3', '-nolisten', 'tcp', '-auth', join(folder, 'none')],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  onTestFinished(() => end(child, 'SIGTERM'));
  const pipe = child.stdio[3];
  if (pipe === null || pipe === undefined || !('read' in pipe)) throw new Error('no pipe');
  for await (const line of createInterface(pipe)) return { child, display: `:${line}` };
  throw new Error('Xvfb did not start');
}
