/** Whose files are meant. Logs and incidents are read from their files, so that they can be read when nothing runs any more. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stateRoots } from './accounts.ts';
import { runningExhibits } from './exhibits.ts';
import { CliError, EXIT } from './exit.ts';

/** The state folder of the exhibit called `name`; of the only one that runs; of the only one that has ever run. */
export async function chooseStateFolder(name: string | undefined): Promise<string> {
  const folders = stateRoots().flatMap(stateFolders);
  if (name !== undefined) {
    const found = folders.find((folder) => basename(folder) === name);
    if (found === undefined) throw new CliError(EXIT.failed, `The exhibit "${name}" has not run here. ${known(folders)}`);
    return found;
  }
  const running = folders.length > 1 ? await runningExhibits() : [];
  const meant = folders.length > 1 ? folders.filter((folder) => running.includes(basename(folder))) : folders;
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return only;
  if (folders.length === 0) throw new CliError(EXIT.failed, 'No exhibit has run in this account yet. Start one with: invigil run PATH');
  throw new CliError(EXIT.usage, `${known(folders)} Say which one is meant with -e NAME.`);
}

function known(folders: readonly string[]): string {
  return folders.length === 0 ? 'No exhibit has.' : `Exhibits that have: ${folders.map((folder) => basename(folder)).join(', ')}.`;
}

/** Those of exhibits that have run: these have written a log. */
function stateFolders(root: string): string[] {
  return readdirSync(root)
    .map((name) => join(root, name))
    .filter((folder) => existsSync(join(folder, 'log')));
}
