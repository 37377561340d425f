/** What a supervisor answers when it is asked about its service, where that says more than its files do. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Peer } from '../peer.ts';

/** By it `systemctl --user` finds the manager that was started in this folder. */
export function managerIn(folder: string): NodeJS.ProcessEnv {
  return { XDG_RUNTIME_DIR: join(folder, 'run') };
}

/** systemd writes to the journal, which is a service of the machine; what it says there is in the answer too, in fewer words. */
export function asked({ name }: Peer, folder: string, service: string): string {
  if (name !== 'systemd') return '';
  const command = ['--user', '--no-pager', '--lines=0', 'status', `${service}.service`];
  return spawnSync('systemctl', command, { env: { ...process.env, ...managerIn(folder) }, encoding: 'utf8' }).stdout;
}
