import { mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where cgroups of version 2 are mounted, if a test may make some there (root may); else null, said once. */
export function cgroupMount(): string | null {
  // Field 5 is the mount point; after the dash comes the type.
  const mount = /^\S+ \S+ \S+ \S+ (\S+) .* - cgroup2 /m.exec(readFileSync('/proc/self/mountinfo', 'utf8'))?.[1];
  if (mount === undefined) return null;
  const trial = join(mount, `invigil-trial-${process.pid}`);
  try {
    mkdirSync(trial);
    rmdirSync(trial);
    return mount;
  } catch {
    console.warn(`LEFT OUT: no cgroup can be made in ${mount} (as root it can)`);
    return null;
  }
}
