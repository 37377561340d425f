/** Can staff open the overlay, sign in there, and are their secrets kept? */
import { chmodSync, existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readPins } from '../../../access/pins.ts';
import type { Exhibit } from '../../../config/index.ts';
import { exhibitPaths } from '../../../platform/paths.ts';
import { wayInNotes } from '../../check-notes.ts';
import { type Check, type Finding, ok, warning } from '../finding.ts';

export const waysIn: Check = async ({ exhibit, environment }) => {
  if (exhibit === null) return [];
  const keys = wayInNotes(exhibit).map((note) =>
    warning(note, 'Staff cannot open the overlay there by hand.', 'docs/screens.md has the lines for such a key.'),
  );
  const isShown = exhibit.services.some(({ command }) => command === null);
  return [...keys, ...(isShown ? await signIn(exhibit, environment) : []), ...openSecrets(exhibit, environment)];
};

async function signIn({ access }: Exhibit, environment: Readonly<Record<string, string | undefined>>): Promise<Finding[]> {
  const people = access.filter(({ pin }) => pin !== null);
  if (people.length === 0) {
    const todo = 'Add an [[access]] with a pin to site.toml, then: invigil pin NAME';
    return [warning('Nobody can sign in on the screen: no [[access]] has a pin.', 'The overlay says so and does nothing.', todo)];
  }
  const troubles: string[] = [];
  // A variable is the supervisor's: here it need not be set.
  const inFiles = people.filter(({ pin }) => pin !== null && 'file' in pin);
  await readPins(inFiles, environment, (text) => troubles.push(text));
  if (troubles.length === 0) return [ok(`${people.map(({ name }) => name).join(', ')} can sign in on the screen.`)];
  return troubles.map((text) => warning(`${text}.`, 'The others can.', 'Write the PIN anew.'));
}

/** Files of `secrets/`, and PINs wherever they are. */
function openSecrets({ name, access }: Exhibit, environment: Readonly<Record<string, string | undefined>>): Finding[] {
  const folder = join(exhibitPaths(name, environment).config, 'secrets');
  const kept = existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : [];
  const pins = access.flatMap(({ pin }) => (pin !== null && 'file' in pin ? [pin.file] : []));
  const files = [...new Set([...kept, ...pins])].filter((file) => existsSync(file));
  const open = files.filter((file) => (statSync(file).mode & 0o077) !== 0);
  if (files.length > 0 && open.length === 0) return [ok(`Secrets in ${dirname(files[0] ?? folder)} are open to this account alone.`)];
  return open.map((file) => ({
    level: 'problem',
    found: `${file} is open to other accounts (mode ${(statSync(file).mode & 0o777).toString(8).padStart(4, '0')}).`,
    means: 'Whoever may read it can find the secret in peace.',
    todo: `chmod 600 ${file}, and change the secret if somebody else has an account here.`,
    fix() {
      chmodSync(file, statSync(file).isDirectory() ? 0o700 : 0o600);
      return `${file} is open to this account alone now.`;
    },
  }));
}
