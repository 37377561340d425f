/** The exhibit's user: who it is, and work that is done with that user's rights and no more. */
import { closeSync, openSync, readFileSync } from 'node:fs';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** Null: there is no such account. */
export function findAccount(name: string): Account | null {
  return accounts().find((account) => account.name === name) ?? null;
}

export function accountOf(uid: number): Account | null {
  return accounts().find((account) => account.uid === uid) ?? null;
}

/** The members of this machine's groups, by group; the groups that are there alone. */
export function membersOf(groups: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const lines = readFileSync('/etc/group', 'utf8').split('\n');
  const all = lines.map((line): [string, string[]] => {
    const [name = '', , , members = ''] = line.split(':');
    return [name, members.split(',').filter((member) => member !== '')];
  });
  return new Map(all.filter(([name]) => groups.includes(name)));
}

/** Does synchronous work with the effective rights of an account; of root only, everybody else has but its own. */
export function as<T>(account: Pick<Account, 'name' | 'uid' | 'gid'> | null, work: () => T): T {
  const { setegid, seteuid, getgroups } = process;
  if (account === null || process.getuid?.() !== 0 || setegid === undefined || seteuid === undefined) return work();
  const [groups, gid] = [getgroups?.() ?? [], process.getegid?.() ?? 0];
  process.setgroups?.([account.gid, ...groupsOf(account.name)]);
  setegid(account.gid);
  seteuid(account.uid);
  try {
    return work();
  } finally {
    seteuid(0);
    setegid(gid);
    process.setgroups?.(groups);
  }
}

/** Whoever is nobody in particular: stands for an account that does not exist yet. */
const NOBODY = { name: 'nobody', uid: 65_534, gid: 65_534 };

export function mayRead(account: Account | null, file: string): boolean {
  return as(account ?? NOBODY, () => {
    try {
      closeSync(openSync(file, 'r'));
      return true;
    } catch {
      return false; // Whatever the reason: it could not be started or read at boot either.
    }
  });
}

function accounts(): Account[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [name, , uid, gid, , home] = line.split(':');
      return name === undefined || home === undefined ? [] : [{ name, uid: Number(uid), gid: Number(gid), home }];
    });
}

function groupsOf(name: string): number[] {
  return readFileSync('/etc/group', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, , gid, members = ''] = line.split(':');
      return members.split(',').includes(name) ? [Number(gid)] : [];
    });
}
