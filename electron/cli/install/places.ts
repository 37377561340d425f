/** Where the folders and records of an installation are, for whoever runs the command. */
import { dirname, join } from 'node:path';
import type { UserFolders } from '../../install/facts.ts';
import type { Records } from '../../install/install.ts';
import { RECORDS, userRecord } from '../../install/plan.ts';
import { findAccount } from '../../platform/accounts.ts';
import { exhibitPaths } from '../../platform/paths.ts';
import { isRoot } from './system.ts';

/** Of another account at the usual places below its home: its environment is not known to root. */
export function foldersOf(user: string): UserFolders {
  if (!isRoot()) {
    const { config, state } = exhibitPaths('any');
    return { config: dirname(config), state: dirname(state), units: join(dirname(dirname(config)), 'systemd/user') };
  }
  const home = findAccount(user)?.home ?? join('/home', user);
  const config = join(home, '.config');
  return { config: join(config, 'invigil'), state: join(home, '.local/state/invigil'), units: join(config, 'systemd/user') };
}

export function recordsOf(folders: UserFolders, exhibit: string): Records {
  return { machine: join(RECORDS, `${exhibit}.json`), user: userRecord(folders.state, exhibit) };
}
