/** Whose secrets are meant: of the exhibit called so, of the only one that runs, of the only one that is configured here. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Home, homes } from '../accounts.ts';
import { chooseSocket, exhibitOf } from '../exhibits.ts';
import { CliError, EXIT } from '../exit.ts';

export interface Place {
  readonly exhibit: string;
  readonly home: Home;
}

export async function choosePlace(name: string | undefined): Promise<Place> {
  const all = homes();
  const socket = await runningSocket(name);
  const running = all.find(({ runtime }) => socket !== null && runtime === dirname(dirname(socket)));
  if (socket !== null && running !== undefined) return { exhibit: exhibitOf(socket), home: running };

  const known = all.flatMap((home) =>
    [...new Set([...foldersIn(home.config), ...foldersIn(home.state)])].map((exhibit) => ({ exhibit, home })),
  );
  const meant = name === undefined ? known : known.filter(({ exhibit }) => exhibit === name);
  const [first] = meant;
  if (first !== undefined && (meant.length === 1 || name !== undefined)) return first;
  const names = known.map(({ exhibit }) => exhibit).join(', ');
  if (first !== undefined) throw new CliError(EXIT.usage, `There are several exhibits: ${names}. Say which one is meant with -e NAME.`);
  const what = name === undefined ? 'There is no exhibit here yet.' : `There is no exhibit "${name}" here.`;
  throw new CliError(
    EXIT.failed,
    `${what}${names === '' ? '' : ` There is: ${names}.`}\nRun it once, so that it is known: invigil run PATH`,
  );
}

/** Null: none runs. */
async function runningSocket(name: string | undefined): Promise<string | null> {
  try {
    return await chooseSocket(name);
  } catch (error) {
    if (error instanceof CliError && error.exit === EXIT.notRunning) return null;
    throw error;
  }
}

function foldersIn(root: string): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

/** The folder of the exhibit's settings. */
export function configOf({ exhibit, home }: Place): string {
  return join(home.config, exhibit);
}
