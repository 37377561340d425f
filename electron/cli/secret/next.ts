/** What is still to be done before a secret works: the exhibit file has to name the person, and where it stands. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Exhibit, loadExhibit } from '../../config/index.ts';
import { placesOf } from '../support/places.ts';
import { configOf, type Place } from './place.ts';
import type { SecretKey, Written } from './set.ts';

/** What the role of somebody new is in the lines that are proposed. A program reads. */
const ROLES = { pin: 'staff', password: 'staff', token: 'view' } as const;
const OTHERS = { view: '"staff", or "admin"', staff: '"view", or "admin"' } as const;

/** The exhibit as its files are now; null: they are not known, or not right. */
export async function exhibitAt(place: Place): Promise<Exhibit | null> {
  const file = await exhibitFileOf(place);
  const loaded = file === null ? null : await loadExhibit({ path: file, configHome: dirname(place.home.config) });
  return loaded?.ok === true ? loaded.exhibit : null;
}

export function whatIsNext(name: string, key: SecretKey, { file, place }: Written, exhibit: Exhibit | null): string {
  const access = exhibit?.access ?? [];
  const person = access.find((one) => one.name === name);
  const now = person?.[key] ?? null;
  if (now !== null && 'file' in now && now.file === file) return 'It works from now on.\n';
  const line = `${key} = { file = "secrets/${name}.${key}" }`;
  if (person !== undefined) {
    const has = now === null ? `has no ${key} there yet` : `has another ${key} there`;
    return `To be done: ${name} ${has}. Write into that table of the exhibit file:\n\n${line}\n\nThen: invigil reload\n`;
  }
  const site = join(configOf(place), 'site.toml');
  const others = access.length === 0 ? '' : ' Put it beside the others: an [[access]] in site.toml takes the place of all in exhibit.toml.';
  const role = ROLES[key];
  const table = `[[access]]\nname = "${name}"\nrole = "${role}"    # or ${OTHERS[role]}\n${line}`;
  return `To be done: the exhibit file does not know ${name} yet. Write into ${site}:${others}\n\n${table}\n\nThen: invigil reload\n`;
}

/** Null: it is not known. */
async function exhibitFileOf(place: Place): Promise<string | null> {
  const state = join(place.home.state, place.exhibit);
  if (existsSync(join(state, 'log'))) return (await placesOf(state)).exhibitFile;
  const installed = join(configOf(place), 'exhibit/exhibit.toml');
  return existsSync(installed) ? installed : null;
}
