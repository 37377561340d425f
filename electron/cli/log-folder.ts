/** Whose logs are meant. Logs are read from their files, so that they can be read when nothing runs any more. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { stateRoots } from './accounts.ts';
import { runningExhibits } from './exhibits.ts';
import { CliError, EXIT } from './exit.ts';

/** The log folder of the exhibit called `name`; of the only one that runs; of the only one that there is. */
export async function chooseLogFolder(name: string | undefined): Promise<string> {
  const folders = stateRoots().flatMap(logFolders);
  if (name !== undefined) {
    const found = folders.find((folder) => exhibitOf(folder) === name);
    if (found === undefined) throw new CliError(EXIT.failed, `The exhibit "${name}" has no logs here. ${known(folders)}`);
    return found;
  }
  const running = folders.length > 1 ? await runningExhibits() : [];
  const meant = folders.length > 1 ? folders.filter((folder) => running.includes(exhibitOf(folder))) : folders;
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return only;
  if (folders.length === 0)
    throw new CliError(EXIT.failed, 'No exhibit has written logs in this account. It does so once it runs: invigil run PATH');
  throw new CliError(EXIT.usage, `${known(folders)} Say which one is meant with -e NAME.`);
}

function known(folders: readonly string[]): string {
  return folders.length === 0 ? 'No exhibit has.' : `Logs are there of: ${folders.map(exhibitOf).join(', ')}.`;
}

function exhibitOf(folder: string): string {
  return basename(dirname(folder));
}

function logFolders(root: string): string[] {
  return readdirSync(root)
    .map((name) => join(root, name, 'log'))
    .filter((folder) => existsSync(folder));
}
