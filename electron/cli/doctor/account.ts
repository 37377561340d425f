/**
 * Whose machine is looked at. `sudo invigil doctor -e NAME` means the account in which that exhibit is installed: the process gives up
 * root and is that account from then on, so that every check, and every mending, sees and may what the exhibit itself does.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError, EXIT } from '../exit.ts';

export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
  readonly home: string;
}

/** Of /etc/passwd. Lines that are none are left out. */
export function accountsOf(passwd: string): readonly Account[] {
  return passwd.split('\n').flatMap((line) => {
    const [name, , uid, gid, , home] = line.split(':');
    return name === undefined || name === '' || home === undefined ? [] : [{ name, uid: Number(uid), gid: Number(gid), home }];
  });
}

/** The groups that name the account as a member, of /etc/group. */
export function groupsOf(groups: string, account: string): readonly number[] {
  return groups.split('\n').flatMap((line) => {
    const [, , gid, members = ''] = line.split(':');
    return members.split(',').includes(account) ? [Number(gid)] : [];
  });
}

/** The group's name; its number where it has none. */
export function groupName(groups: string | null, gid: number): string {
  const line = (groups ?? '').split('\n').find((one) => one.split(':')[2] === String(gid));
  return line?.split(':')[0] ?? String(gid);
}

/** This process's own account; a container may run one that has no name. */
export function ownAccount(passwd: string): Account {
  const uid = process.getuid?.() ?? 0;
  const known = accountsOf(passwd).find((account) => account.uid === uid);
  return known ?? { uid, gid: process.getgid?.() ?? 0, name: String(uid), home: process.env['HOME'] ?? '/' };
}

/** For root alone; for anybody else, and where no exhibit is named, nothing happens. Throws where nobody, or more than one, has it. */
export function becomeOwnerOf(exhibit: string | undefined): void {
  if (exhibit === undefined || process.getuid?.() !== 0) return;
  const accounts = accountsOf(readFileSync('/etc/passwd', 'utf8'));
  const owners = accounts.filter(({ home }) => existsSync(join(home, '.config/invigil', exhibit)));
  const [owner] = owners;
  if (owner === undefined) {
    throw new CliError(
      EXIT.failed,
      `No account of this machine has an exhibit "${exhibit}" (~/.config/invigil/${exhibit}).\nInstall it with: sudo invigil install PATH --user NAME`,
    );
  }
  if (owners.length > 1) {
    const names = owners.map(({ name }) => name).join(', ');
    throw new CliError(EXIT.usage, `Several accounts have an exhibit "${exhibit}": ${names}. Run this as the one that is meant.`);
  }
  if (owner.uid !== 0) become(owner);
}

/** There is no way back: what follows runs without root's rights. */
function become({ uid, gid, name, home }: Account): void {
  process.setgroups?.([gid, ...groupsOf(readFileSync('/etc/group', 'utf8'), name)]);
  process.setgid?.(gid);
  process.setuid?.(uid);
  // Root's own folders and session are not the account's.
  for (const variable of ['XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME', 'WAYLAND_DISPLAY', 'DISPLAY', 'SWAYSOCK']) {
    delete process.env[variable];
  }
  const runtime = `/run/user/${uid}`;
  Object.assign(process.env, {
    HOME: home,
    USER: name,
    LOGNAME: name,
    XDG_RUNTIME_DIR: runtime,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${runtime}/bus`,
  });
  // Root's working folder may be closed to it.
  process.chdir('/');
}
