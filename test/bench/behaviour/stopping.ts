/** How each supervisor is asked to stop one service: by the command that its own documents name. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Group, startGroup } from '../../measure/group.ts';
import { PROJECT } from '../../support/bundle.ts';
import { brought } from '../peers/brought.ts';
import { markOfPeer } from '../peers/mark.ts';
import { managerIn } from './asked.ts';
import { Scene } from './scene.ts';

interface Request {
  /** As people type it. */
  readonly words: string;
  readonly command: readonly [string, ...string[]];
  readonly environment?: NodeJS.ProcessEnv;
}

/** Null: it has no such command. */
function requestOf({ peer, folder, supervisor }: Scene): Request | null {
  const name = Scene.SERVICE;
  const service = join(folder, 'services', name);
  switch (peer.name) {
    case 'invigil':
      return {
        words: `invigil stop ${name}`,
        command: [process.execPath, join(PROJECT, 'dist/cli.js'), '-e', 'test', 'stop', name],
        environment: environmentOf(supervisor.pid),
      };
    case 'pm2':
      return {
        words: `pm2 stop ${name}`,
        command: [process.execPath, join(brought('pm2'), 'node_modules/pm2/bin/pm2'), 'stop', name],
        environment: { PM2_HOME: join(folder, 'pm2') },
      };
    case 'supervisord':
      // `supervisorctl stop` sends the same signal with the same patience, and needs a door that is closed here.
      return { words: 'kill -TERM supervisord', command: ['kill', '-TERM', `${supervisor.pid}`] };
    case 'runit':
      return { words: `sv stop ${name}`, command: [join(brought('runit'), 'usr/bin/sv'), 'stop', service] };
    case 's6': {
      const libraries = join(brought('s6'), 'usr/lib');
      const found = readdirSync(libraries).filter((each) => each.endsWith('-linux-gnu'));
      return {
        words: `s6-svc -d ${name}`,
        command: [join(brought('s6'), 'usr/bin/s6-svc'), '-d', service],
        environment: { LD_LIBRARY_PATH: found.map((each) => join(libraries, each)).join(':') },
      };
    }
    case 'systemd':
      return {
        words: `systemctl --user stop ${name}`,
        command: ['systemctl', '--user', '--no-block', 'stop', `${name}.service`],
        environment: managerIn(folder),
      };
    // The loops have none, and monit runs whatever stop program it was given.
    case 'c-loop':
    case 'node':
    case 'monit':
      return null;
  }
}

/** What a process was started with: by it the command finds the supervisor. */
function environmentOf(pid: number): NodeJS.ProcessEnv {
  const records = readFileSync(`/proc/${pid}/environ`, 'utf8')
    .split('\0')
    .filter((record) => record.includes('='));
  return Object.fromEntries(records.map((record) => [record.slice(0, record.indexOf('=')), record.slice(record.indexOf('=') + 1)]));
}

/** A request that is under way. */
export interface Stopping {
  readonly words: string;
  /** Lets go of the command, which may wait as long as the service does. */
  readonly command: Group;
}

/** Null: it has no such command. */
export function stopService(scene: Scene): Stopping | null {
  const request = requestOf(scene);
  if (request === null) return null;
  const { words, command, environment } = request;
  return { words, command: startGroup(command, { ...process.env, ...environment, ...markOfPeer(scene.folder) }) };
}
