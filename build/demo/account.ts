import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { userInfo } from 'node:os';

/** Made for the demo on a machine where it runs as root: compositors refuse root, rightly. */
export const DEMO_USER = 'invigil-demo';

/** Who the helpers of the demo run as. */
export interface Account {
  /** Arguments of setpriv(1) that turn a process into this account's; empty when it is our own. */
  readonly become: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Gives a folder to this account. */
  own(folder: string): void;
}

/** Our own account; as root the plain user `invigil-demo`, which is made when it is missing. */
export function demoAccount(): Account {
  if (process.getuid?.() !== 0) {
    const { username } = userInfo();
    return { become: [], environment: { USER: username, LOGNAME: username }, own: () => undefined };
  }
  const found = lookUp() ?? make();
  return {
    become: [`--reuid=${found.uid}`, `--regid=${found.gid}`, '--init-groups'],
    environment: { USER: DEMO_USER, LOGNAME: DEMO_USER },
    own: (folder) => chownSync(folder, found.uid, found.gid),
  };
}

function lookUp(): { uid: number; gid: number } | null {
  const [, , uid, gid] = spawnSync('getent', ['passwd', DEMO_USER], { encoding: 'utf8' }).stdout.split(':');
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
}

function make(): { uid: number; gid: number } {
  const made = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', DEMO_USER], {
    encoding: 'utf8',
  });
  const found = lookUp();
  if (!found) throw new Error(`the user ${DEMO_USER} could not be made (useradd: ${made.stderr.trim() || made.error?.message})`);
  return found;
}
