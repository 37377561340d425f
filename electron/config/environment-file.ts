import { parseEnv } from 'node:util';
import type { Problem } from './problem.ts';
import { readText } from './source/read.ts';

export type EnvironmentFile =
  | { readonly ok: true; readonly variables: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads an `environment_file`: `NAME=value` a line, `export` before it allowed, values in quotes may go over several lines,
 * `#` begins a comment. All problems come at once, in the form of those of the exhibit file. Values are never repeated in
 * messages: such files hold secrets.
 */
export async function readEnvironmentFile(file: string): Promise<EnvironmentFile> {
  const read = await readText(file);
  if (!read.ok) return { ok: false, problems: [read.problem] };
  const problems = faultsOf(file, read.text);
  if (problems.length > 0) return { ok: false, problems };
  const variables = Object.entries(parseEnv(read.text)).map(([name, value]): [string, string] => [name, value ?? '']);
  return { ok: true, variables: Object.fromEntries(variables) };
}

/** Node's parser passes over what it does not understand; a person wants to know. */
function faultsOf(file: string, text: string): Problem[] {
  const problems: Problem[] = [];
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const at = { file, line: index + 1, column: line.search(/\S/) + 1 };
    const assignment = /^\s*(?:export\s+)?([^\s=]+)\s*=\s*(.*)$/.exec(line);
    const name = assignment?.[1] ?? '';
    if (/^\s*(?:#|$)/.test(line)) continue;
    if (assignment === null) {
      problems.push({ ...at, key: '', found: 'a line without "="', wanted: 'NAME=value, or a comment that begins with #' });
    } else if (!/^[A-Za-z_]\w*$/.test(name)) {
      problems.push({
        ...at,
        key: name,
        found: 'a name that no variable can have',
        wanted: 'a name of letters, digits and _, like LOG_LEVEL',
      });
    } else {
      const end = endOfValue(lines, index, assignment[2] ?? '');
      if (end === null) problems.push({ ...at, key: name, found: 'a value whose closing quote is missing', wanted: 'a quote at its end' });
      else index = end;
    }
    if (line.includes('\0')) problems.push({ ...at, key: name, found: 'a NUL character', wanted: 'text' });
  }
  return problems;
}

/** The line in which a value ends; null when its quote is never closed. */
function endOfValue(lines: readonly string[], index: number, value: string): number | null {
  const quote = /^["'`]/.exec(value)?.[0];
  if (quote === undefined || value.indexOf(quote, 1) !== -1) return index;
  const more = lines.slice(index + 1).findIndex((line) => line.includes(quote));
  return more === -1 ? null : index + 1 + more;
}
