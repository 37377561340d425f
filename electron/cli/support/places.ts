/** Where the files of an exhibit are that perhaps does not run, and perhaps belongs to another account. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { OWN_LOG, readLog } from '../../log/read.ts';
import { exhibitPaths } from '../../platform/paths.ts';

export interface Places {
  readonly name: string;
  readonly state: string;
  readonly log: string;
  readonly history: string;
  /** Of all exhibits: `$XDG_CONFIG_HOME`, or what it is for another account. */
  readonly configHome: string;
  readonly config: string;
  /** The `exhibit.toml` that ran last, else the installed one; null: neither is known. */
  readonly exhibitFile: string | null;
}

/** `state`: the exhibit's state folder. */
export async function placesOf(state: string): Promise<Places> {
  const name = basename(state);
  const own = exhibitPaths(name);
  // Another account's folders are at their usual places below its home.
  const config = own.state === state ? own.config : join(dirname(state), '../../../.config/invigil', name);
  const log = join(state, 'log');
  const candidates = [await lastFile(log), join(config, 'exhibit/exhibit.toml')];
  const exhibitFile = candidates.find((file) => file !== null && existsSync(file)) ?? null;
  return { name, state, log, history: join(state, 'history.db'), configHome: dirname(dirname(config)), config, exhibitFile };
}

/** Each supervisor says in its log which file it has read. */
async function lastFile(folder: string): Promise<string | null> {
  const grep = / supervises [a-z0-9-]+ from .+, process \d+$/;
  for await (const { text } of readLog({ folder, services: [OWN_LOG], grep, tail: 1 })) {
    return / from (.+), process \d+$/.exec(text)?.[1] ?? null;
  }
  return null;
}
