import { dirname } from 'node:path';
import { withComputedDefaults, withFixedDefaults } from './defaults.ts';
import type { Effective } from './effective.ts';
import type { Exhibit } from './exhibit.ts';
import { inFileOrder, type Problem } from './problem.ts';
import { resolve } from './resolve.ts';
import { brokenRules } from './rules/rules.ts';
import { SCHEMA, file as schema } from './schema/file.ts';
import { merge } from './source/merge.ts';
import type { Source } from './source/parse.ts';
import { nodeAt, placeAt } from './source/tree.ts';
import { validate } from './validate.ts';

/** An exhibit, or all that is wrong with its files. */
export type Loaded =
  | { readonly ok: true; readonly exhibit: Exhibit; readonly effective: Effective }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Merges the parsed files and holds them against schema and rules. Pure. `config`: the exhibit's configuration folder, which secrets
 * are relative to; it matters only where somebody will read them.
 */
export function judge(exhibit: Source, site: Source | null, config: string = dirname(exhibit.file)): Loaded {
  const files = site === null ? [exhibit] : [exhibit, site];
  const newer = files.flatMap(newerSchema);
  if (newer.length > 0) return refuse(files, newer);

  const root = withComputedDefaults(site === null ? exhibit.table : merge(exhibit.table, site.table));
  const complete = files.every((source) => source.complete);
  const { file, problems } = validate(root, complete);
  const broken = brokenRules({ root, site: site?.table ?? null, complete });
  const all = [...files.flatMap((source) => source.problems), ...problems, ...broken];
  if (file === null || all.length > 0) return refuse(files, all);
  return { ok: true, exhibit: resolve(file, exhibit.file, config), effective: { root: withFixedDefaults(schema, root) } };
}

function refuse(files: readonly Source[], problems: readonly Problem[]): Loaded {
  const order = files.map(({ file }) => file);
  return { ok: false, problems: inFileOrder(problems, order) };
}

/** A file of a newer schema is not judged by this one: what it holds would only look wrong. */
function newerSchema({ table }: Source): Problem[] {
  const node = nodeAt(table, ['schema']);
  const number = node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : SCHEMA;
  const place = placeAt(table, ['schema']);
  if (!Number.isInteger(number) || number <= SCHEMA || place === null) return [];
  const found = `schema ${number}: this file is for Invigil ${number}.0 or later`;
  return [{ ...place, key: 'schema', found, wanted: `schema ${SCHEMA}, which this version reads` }];
}
