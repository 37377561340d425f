/**
 * pm2: its daemon and an ecosystem file. `max_restarts` is out of reach, since it stops what was restarted 16 times; no wait between
 * restarts (its default); what it offers beside supervision, reading the version of a checkout and a probe in Node programs, is off.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Child, Peer, RunningPeer } from '../peer.ts';
import { brought, versionOf } from './brought.ts';
import { joined } from './launched.ts';
import { endMarked, MARK_OF_CHILD, markOfPeer, supervisors } from './mark.ts';

const NOWHERE = '/dev/null';

function app(folder: string, { name, command: [script, ...args], environment, stamped, byDefault }: Child): object {
  const log = stamped === true ? join(folder, `${name}.log`) : NOWHERE;
  return {
    name,
    script,
    args,
    cwd: folder,
    interpreter: 'none',
    exec_mode: 'fork',
    env: { ...environment, ...MARK_OF_CHILD },
    ...(byDefault !== true && { max_restarts: 1_000_000_000 }),
    out_file: log,
    error_file: log,
    time: stamped === true,
    vizion: false,
    pmx: false,
  };
}

export const pm2: Peer = {
  name: 'pm2',
  title: 'pm2',
  version: () => versionOf('pm2'),
  cannot: ['silence'],
  async start(folder, children): Promise<RunningPeer> {
    const home = join(folder, 'pm2');
    const file = join(folder, 'children.json');
    writeFileSync(file, JSON.stringify({ apps: children.map((child) => app(folder, child)) }));
    await promisify(execFile)(process.execPath, [join(brought('pm2'), 'node_modules/pm2/bin/pm2'), 'start', file], {
      cwd: folder,
      env: { ...process.env, ...markOfPeer(folder), PM2_HOME: home },
    });
    const pid = Number(readFileSync(join(home, 'pm2.pid'), 'utf8'));
    return {
      pid,
      processes: () => supervisors(folder),
      log: (child) => joined([join(folder, `${child}.log`)].filter((each) => existsSync(each))),
      end: () => endMarked(folder),
    };
  },
};
