/**
 * The accounts and groups of this machine, as /etc/passwd and /etc/group have them, and work that is done with an account's rights and
 * no more. Root alone can work as somebody else: `as` for one piece of work, `giveUpRoot` for good.
 */
import { readFileSync } from 'node:fs';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** What rights depend on. */
export type Rights = Pick<Account, 'name' | 'uid' | 'gid'>;

interface Group {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

/** Of the text of /etc/passwd. Lines that are none are left out. */
export function accountsIn(passwd: string): readonly Account[] {
  return passwd.split('\n').flatMap((line) => {
    const [name = '', , uid, gid, , home] = line.split(':');
    return name === '' || home === undefined ? [] : [{ name, uid: Number(uid), gid: Number(gid), home }];
  });
}

/** Of the text of /etc/group. Lines that are none are left out. */
export function groupsIn(group: string): readonly Group[] {
  return group.split('\n').flatMap((line) => {
    const [name = '', , gid, members] = line.split(':');
    return name === '' || members === undefined ? [] : [{ name, gid: Number(gid), members: members.split(',').filter(Boolean) }];
  });
}

/** The group's name; its number where it has none. */
export function groupName(group: string, gid: number): string {
  return groupsIn(group).find((one) => one.gid === gid)?.name ?? String(gid);
}

export function accounts(): readonly Account[] {
  return accountsIn(readFileSync('/etc/passwd', 'utf8'));
}

/** Null: there is no such account. */
export function findAccount(name: string): Account | null {
  return accounts().find((account) => account.name === name) ?? null;
}

/** Null: no account has this number. */
export function accountOf(uid: number): Account | null {
  return accounts().find((account) => account.uid === uid) ?? null;
}

/** This process's own account; a container may run one that has no name. */
export function ownAccount(): Account {
  const uid = process.getuid?.() ?? 0;
  return accountOf(uid) ?? { uid, gid: process.getgid?.() ?? 0, name: String(uid), home: process.env['HOME'] ?? '/' };
}

/** The members of this machine's groups, by group; the groups that are there alone. */
export function membersOf(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  return new Map(groups().flatMap(({ name, members }) => (names.includes(name) ? [[name, members] as const] : [])));
}

/** Does synchronous work with the effective rights of an account; of root only, everybody else has but its own. */
export function as<T>(account: Rights | null, work: () => T): T {
  const { setegid, seteuid, getgroups } = process;
  if (account === null || process.getuid?.() !== 0 || setegid === undefined || seteuid === undefined) return work();
  const [before, gid] = [getgroups?.() ?? [], process.getegid?.() ?? 0];
  process.setgroups?.(groupsOf(account));
  setegid(account.gid);
  seteuid(account.uid);
  try {
    return work();
  } finally {
    seteuid(0);
    setegid(gid);
    process.setgroups?.(before);
  }
}

/** From now on this process is that account, with its groups, and never root again. Throws unless it is root. */
export function giveUpRoot(account: Rights): void {
  process.setgroups?.(groupsOf(account));
  process.setgid?.(account.gid);
  process.setuid?.(account.uid);
}

function groups(): readonly Group[] {
  return groupsIn(readFileSync('/etc/group', 'utf8'));
}

/** All groups of an account: its own, and those that name it as a member. */
function groupsOf({ name, gid }: Rights): number[] {
  return [gid, ...groups().flatMap((group) => (group.members.includes(name) ? [group.gid] : []))];
}
