/** The two commands of a technician on a bare machine, and what the box lacks of one. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { run } from './kiosk.ts';

/** The box has no screen and no keyboard; and where the package is made with the trial Electron, Invigil runs on a Node of its own. */
export const ENVIRONMENT = {
  WLR_BACKENDS: 'headless',
  WLR_RENDERER: 'pixman',
  WLR_LIBINPUT_NO_DEVICES: '1',
  LIBSEAT_BACKEND: 'noop',
  INVIGIL_NODE: '/box/node',
};

export function install(): void {
  const lines = Object.entries(ENVIRONMENT).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync('/etc/environment', lines.join(''));
  mkdirSync('/etc/environment.d', { recursive: true });
  writeFileSync('/etc/environment.d/box.conf', lines.join(''));
  Object.assign(process.env, ENVIRONMENT);
  // The box starts a target of its own; a machine boots into this one.
  mkdirSync('/etc/systemd/system/box.target.wants', { recursive: true });
  symlinkSync('/lib/systemd/system/graphical.target', '/etc/systemd/system/box.target.wants/graphical.target');
  // A bare machine has no such user yet.
  run(['userdel', '-r', '-f', 'kiosk']);

  run(['dpkg', '-i', '/box/invigil.deb']);
  run(['invigil', 'install', '/box/exhibit', '--user', 'kiosk', '--yes']);
}
