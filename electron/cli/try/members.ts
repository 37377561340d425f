/** What the processes of a trial are, and what they hold open. */
import { fstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unlessGone } from '../../process/errors.ts';
import { listPids } from '../../process/proc.ts';

/** A process, as a person recognises it. */
export interface Member {
  readonly pid: number;
  readonly command: string;
}

/** Longest command that is quoted. */
const QUOTED_CHARACTERS = 60;

export function describeMember(pid: number): Member {
  const words = (unlessGone(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ?? '').split('\0').join(' ').trim();
  return { pid, command: words.length > QUOTED_CHARACTERS ? `${words.slice(0, QUOTED_CHARACTERS)}...` : words };
}

/** Which of `pids` have one of the pipes open; without `pids` whichever of this user's processes, but for this one. */
export function holdersOf(pipes: readonly number[], pids: readonly number[] = listPids()): number[] {
  const wanted = pipes.map((descriptor) => fstatSync(descriptor)).map(({ dev, ino }) => `${dev}:${ino}`);
  return pids.filter((pid) => {
    if (pid === process.pid) return false;
    const folder = `/proc/${pid}/fd`;
    const open = unlessGone(() => readdirSync(folder)) ?? [];
    return open.some((name) => {
      const stat = unlessGone(() => statSync(join(folder, name)));
      return stat !== null && wanted.includes(`${stat.dev}:${stat.ino}`);
    });
  });
}
