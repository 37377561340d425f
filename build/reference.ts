/**
 * Writes `docs/exhibit-toml.md`, the reference of the exhibit file, from its schema. The page is committed; a test compares.
 *
 *   node build/reference.ts
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { file } from '../electron/config/schema/file.ts';
import { defaultOf, everyKey, isRequired, isTable, itemOf, type Key, meaningOf, namedOf } from '../electron/config/schema/walk.ts';

/** Where the page is kept. */
export const PAGE = fileURLToPath(new URL('../docs/exhibit-toml.md', import.meta.url));

/** A whole exhibit to begin with. */
export const EXAMPLE = `schema = 1

[exhibit]
name = "lantern"
title = "The Lantern Room"

[service.core]
command = ["python3", "core.py"]
environment = { LOG_LEVEL = "info" }
heartbeat = { kind = "zmq", interval = "1s", timeout = "5s" }

[service.audio]
command = "python3 audio.py"
after = ["core"]

[service.display]
url = "http://127.0.0.1:3000/"
after = ["core"]
`;

const INTRODUCTION = `# The exhibit file

<!-- Made from the schema by build/reference.ts. -->

\`exhibit.toml\` describes one installation and travels with its content. It is written in [TOML](https://toml.io). This is a
whole one:

\`\`\`toml
${EXAMPLE}\`\`\`

\`invigil check\` names everything that is wrong with it: file, line, column, key, what was found and what would be right.
\`invigil check --effective\` shows it with all defaults and says where each value came from. \`invigil schema\` prints a JSON
Schema for editors.

**The site file.** \`$XDG_CONFIG_HOME/invigil/NAME/site.toml\` (\`~/.config\` where the variable is not set; \`NAME\` is the exhibit's)
has the same keys but \`exhibit.name\`, belongs to the machine and is laid over \`exhibit.toml\`: tables key by key, a list replaces
the whole list, \`[[access]]\` and \`[[alerts.to]]\` too. It may be left out, and so may any key in it.

**Values.** Durations are whole numbers with a unit, in quotes: \`"250ms"\`, \`"5s"\`, \`"10m"\`, \`"2h"\`, \`"1d"\`. Sizes are \`"500MB"\`
(a million bytes each) or \`"2GiB"\` (1024 × 1024 × 1024). Paths are relative to the folder of \`exhibit.toml\`. A command is a list
of words, or one text that is split into words like a shell would; no shell is run.

**Secrets** are never written in either file, which say where they are: \`{ file = "secrets/floor.pin" }\`, relative to
\`$XDG_CONFIG_HOME/invigil/NAME/\` in both files, or \`{ env = "VARIABLE" }\`, a variable that the supervisor is started with. The file of a
PIN or a password holds what \`invigil pin NAME\` or \`invigil password NAME\` writes, never the PIN; that of a token, a header or an address its
value in one line. Keep such files to yourself: \`chmod 600\`.

**Names** of the exhibit and of services are 1 to 32 small letters, digits and hyphens; the name \`shell\` is Invigil's own.
The order of services in the file means nothing: they start by \`after\`, then by name.

**A newer file.** \`schema\` is the number of the format. A new number comes with a new major version of Invigil: a file with
\`schema = 2\` is read by 2.0 and later.
`;

/** The whole page. */
export function reference(): string {
  const keys = everyKey(file);
  const tables = [{ path: [], schema: file }, ...keys.filter(hasSection)];
  const sections = tables.flatMap((table) => section(table, keys));
  const later = keys.filter(({ schema }) => meaningOf(schema).later).map((key) => `\`${key.path.join('.')}\`: ${descriptionOf(key)}`);
  const known = ['## Not in this version', 'These keys are known and refused until a version that has their function.', list(later)];
  return `${[INTRODUCTION, ...sections, ...known].join('\n\n').replaceAll('\n\n\n', '\n\n')}\n`;
}

/** Every table with keys of its own. What has free names is a row where its values are no tables. */
function hasSection({ schema }: Key): boolean {
  return isTable(schema) && namedOf(schema) === null;
}

/** A table and the keys that stand directly in it; tables in it have sections of their own. */
function section(table: Key, keys: readonly Key[]): string[] {
  const inside = keys.filter(
    ({ path }) => path.length === table.path.length + 1 && table.path.every((part, index) => path[index] === part),
  );
  const rows = inside.filter((key) => !hasSection(key) && !meaningOf(key.schema).later && !isTable(namedOf(key.schema) ?? z.never()));
  const name = itemOf(table.schema) === null ? `[${table.path.join('.')}]` : `[[${table.path.join('.')}]]`;
  const title = table.path.length === 0 ? '## At the top' : `## ${name}`;
  const about = table.path.length === 0 ? 'Before the first table.' : descriptionOf(table);
  if (rows.length === 0) return about === '' ? [] : [title, about];
  const head = '| key | what it is | what it may be | default |\n| --- | --- | --- | --- |\n';
  return [title, about, head + rows.map(row).join('\n')];
}

function row(key: Key): string {
  const { wanted = '' } = meaningOf(key.schema);
  return `| \`${key.path.at(-1)}\` | ${[descriptionOf(key), wanted, defaultInWords(key)].map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
}

function defaultInWords({ schema }: Key): string {
  const computed = meaningOf(schema).computed;
  const fixed = defaultOf(schema);
  if (computed !== undefined) return computed;
  if (fixed !== undefined) return `\`${JSON.stringify(fixed)}\``;
  return isRequired(schema) ? 'required' : 'none';
}

function descriptionOf({ schema }: Key): string {
  return z.globalRegistry.get(schema)?.description ?? '';
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

if (import.meta.main) writeFileSync(PAGE, reference());
