/**
 * Whose machine is looked at. `sudo invigil doctor -e NAME` means the account in which that exhibit is installed: the process gives up
 * root and is that account from then on, so that every check, and every mending, sees and may what the exhibit itself does.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, accounts, giveUpRoot } from '../../platform/accounts.ts';
import { CliError, EXIT } from '../exit.ts';

/** For root alone; for anybody else, and where no exhibit is named, nothing happens. Throws where nobody, or more than one, has it. */
export function becomeOwnerOf(exhibit: string | undefined): void {
  if (exhibit === undefined || process.getuid?.() !== 0) return;
  const owners = accounts().filter(({ home }) => existsSync(join(home, '.config/invigil', exhibit)));
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
function become(account: Account): void {
  giveUpRoot(account);
  const { uid, name, home } = account;
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
