/** What is still to be done before a PIN works: the exhibit file has to name the person. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadExhibit } from '../../config/index.ts';
import { placesOf } from '../support/places.ts';
import { configOf, type Place } from './place.ts';

export async function whatIsNext(name: string, file: string, place: Place): Promise<string> {
  const exhibitFile = await exhibitFileOf(place);
  const loaded = exhibitFile === null ? null : await loadExhibit({ path: exhibitFile, configHome: dirname(place.home.config) });
  const access = loaded?.ok === true ? loaded.exhibit.access : [];
  const person = access.find((one) => one.name === name);
  if (person?.pin != null && 'file' in person.pin && person.pin.file === file) return 'It works from now on.\n';
  const site = join(configOf(place), 'site.toml');
  const key = `pin = { file = "secrets/${name}.pin" }`;
  if (person !== undefined) {
    const now = person.pin === null ? 'has no pin there yet' : 'has another pin there';
    return `To be done: ${name} ${now}. Write into that table of the exhibit file:\n\n${key}\n\nThen: invigil reload\n`;
  }
  const others = access.length === 0 ? '' : ' Put it beside the others: an [[access]] in site.toml takes the place of all in exhibit.toml.';
  const table = `[[access]]\nname = "${name}"\nrole = "staff"    # or "view", or "admin"\n${key}`;
  return `To be done: the exhibit file does not know ${name} yet. Write into ${site}:${others}\n\n${table}\n\nThen: invigil reload\n`;
}

/** Null: it is not known. */
async function exhibitFileOf(place: Place): Promise<string | null> {
  const state = join(place.home.state, place.exhibit);
  if (existsSync(join(state, 'log'))) return (await placesOf(state)).exhibitFile;
  const installed = join(configOf(place), 'exhibit/exhibit.toml');
  return existsSync(installed) ? installed : null;
}
