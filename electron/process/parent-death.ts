import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { unlessGone } from './errors.ts';

/**
 * The program through which a child gets its parent-death signal: `setpriv` of util-linux, which then becomes the child (the pid
 * stays). The kernel sends the signal when the thread that forked ends, so children are started from the main thread. Null: the
 * machine has none, or one that cannot do it (BusyBox).
 */
export function findParentDeath(): string | null {
  const folders = (process.env['PATH'] ?? '/usr/bin:/bin').split(delimiter);
  const file = folders.map((folder) => join(folder, 'setpriv')).find((each) => unlessGone(() => accessSync(each, constants.X_OK)) !== null);
  if (file === undefined) return null;
  return spawnSync(file, ['--pdeathsig', 'KILL', '--', 'true'], { stdio: 'ignore' }).status === 0 ? file : null;
}
