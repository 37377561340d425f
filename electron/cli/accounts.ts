/**
 * Where exhibits are looked for: in the folders of this account, and for root (`sudo invigil ...`) in those of every account
 * that is logged in. Root alone, because only root may talk to another account's supervisor.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exhibitPaths, runtimeBase } from '../platform/paths.ts';

const LOGGED_IN = '/run/user';

/** Folders that hold one folder for each exhibit's sockets; those that are there. */
export function runtimeRoots(): string[] {
  const others = otherAccounts().map((uid) => join(LOGGED_IN, uid, 'invigil'));
  return present([runtimeBase(), ...others]);
}

/** Folders that hold one folder for each exhibit's state and logs; those that are there. */
export function stateRoots(): string[] {
  const homes = homesOf(otherAccounts()).map((home) => join(home, '.local/state/invigil'));
  return present([dirname(exhibitPaths('any').state), ...homes]);
}

function present(folders: readonly string[]): string[] {
  return [...new Set(folders)].filter((folder) => existsSync(folder));
}

/** User ids of the accounts that are logged in; none unless this is root. */
function otherAccounts(): string[] {
  return process.getuid?.() === 0 && existsSync(LOGGED_IN) ? readdirSync(LOGGED_IN) : [];
}

function homesOf(uids: readonly string[]): string[] {
  if (uids.length === 0) return [];
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  return accounts.flatMap((line) => {
    const [, , uid, , , home] = line.split(':');
    return uid !== undefined && home !== undefined && uids.includes(uid) ? [home] : [];
  });
}
