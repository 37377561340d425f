/**
 * Where exhibits are looked for: in the folders of this account, and for root (`sudo invigil ...`) in those of every account
 * that is logged in. Root alone, because only root may talk to another account's supervisor.
 */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Account, accounts } from '../platform/accounts.ts';
import { exhibitPaths, runtimeBase } from '../platform/paths.ts';

const LOGGED_IN = '/run/user';

/** Folders that hold one folder for each exhibit's sockets; those that are there. */
export function runtimeRoots(): string[] {
  const others = otherAccounts().map((uid) => join(LOGGED_IN, uid, 'invigil'));
  return present([runtimeBase(), ...others]);
}

/** Folders that hold one folder for each exhibit's state and logs; those that are there. */
export function stateRoots(): string[] {
  return present(homes().map(({ state }) => state));
}

/** Where an account has the folders of its exhibits, whether they are there or not. */
export interface Home {
  readonly runtime: string;
  readonly state: string;
  readonly config: string;
  /** Null: this account itself. */
  readonly account: Account | null;
}

/** This account's own first. */
export function homes(): Home[] {
  const { state, config } = exhibitPaths('any');
  const own: Home = { runtime: runtimeBase(), state: dirname(state), config: dirname(config), account: null };
  return [own, ...homesOf(otherAccounts())];
}

function present(folders: readonly string[]): string[] {
  return [...new Set(folders)].filter((folder) => existsSync(folder));
}

/** User ids of the accounts that are logged in; none unless this is root. */
function otherAccounts(): string[] {
  return process.getuid?.() === 0 && existsSync(LOGGED_IN) ? readdirSync(LOGGED_IN) : [];
}

/** Their folders are at the usual places below their homes: their environment is not known here. */
function homesOf(uids: readonly string[]): Home[] {
  if (uids.length === 0) return [];
  const own = process.getuid?.();
  return accounts()
    .filter(({ uid }) => uid !== own && uids.includes(String(uid)))
    .map((account) => ({
      runtime: join(LOGGED_IN, String(account.uid), 'invigil'),
      state: join(account.home, '.local/state/invigil'),
      config: join(account.home, '.config/invigil'),
      account,
    }));
}
