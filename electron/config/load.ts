import { stat } from 'node:fs/promises';
import { resolve as absolute, join } from 'node:path';
import { type ExhibitPaths, exhibitPaths } from '../platform/paths.ts';
import { withHeaderSecrets } from './header-secrets.ts';
import { judge, type Loaded } from './judge.ts';
import type { Problem } from './problem.ts';
import { NAME } from './schema/values.ts';
import { parseSource, type Source } from './source/parse.ts';
import { readText } from './source/read.ts';
import { type Table, textAt } from './source/tree.ts';

export interface LoadOptions {
  /** An `exhibit.toml`, or the folder that holds it. */
  readonly path: string;
  /** Where the site file and secrets are looked for; default: `$XDG_CONFIG_HOME`, or `~/.config`. */
  readonly configHome?: string;
}

/** Reads, merges and checks the files of an exhibit. Never throws for what is in them. */
export async function loadExhibit({ path, configHome }: LoadOptions): Promise<Loaded> {
  const file = await exhibitFile(path);
  const text = await readText(file);
  if (!text.ok) return { ok: false, problems: [text.absent ? absent(file) : text.problem] };
  const exhibit = parseSource(file, text.text);
  const paths = pathsOf(exhibit.table, configHome);
  const loaded = judge(exhibit, paths === null ? null : await readSite(paths.site), paths?.config);
  return loaded.ok && paths !== null ? withHeaderSecrets(loaded, paths.config) : loaded;
}

/** The file that a path means: itself, or the `exhibit.toml` in the folder that it is. */
async function exhibitFile(path: string): Promise<string> {
  const whole = absolute(path);
  const isFolder = await stat(whole).then(
    (found) => found.isDirectory(),
    // What is wrong with the path is found, and told, when it is read.
    () => false,
  );
  return isFolder ? join(whole, 'exhibit.toml') : whole;
}

function absent(file: string): Problem {
  const hint = '`invigil init` writes one';
  return { file, line: 1, column: 1, key: '', found: 'no such file', wanted: 'an exhibit file', hint };
}

/** Null when the exhibit has no name by which a site file could be found. */
function pathsOf(exhibit: Table, configHome: string | undefined): ExhibitPaths | null {
  const name = textAt(exhibit, ['exhibit', 'name']);
  if (name === undefined || !NAME.test(name)) return null;
  const home = configHome === undefined ? {} : { XDG_CONFIG_HOME: absolute(configHome) };
  return exhibitPaths(name, { ...process.env, ...home });
}

/** Null when there is none: a site file is optional. */
async function readSite(file: string): Promise<Source | null> {
  const text = await readText(file);
  if (text.ok) return parseSource(file, text.text);
  return text.absent ? null : { ...parseSource(file, ''), problems: [text.problem], complete: false };
}
