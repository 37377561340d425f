/**
 * Headers of pages that are secrets, `{ file = }` or `{ env = }`: read with the exhibit file, because the page cannot be shown
 * without them. A file holds the value in one line; the line break at its end is not part of it.
 */
import { resolve as absolute } from 'node:path';
import type { ExhibitService } from './exhibit.ts';
import type { Loaded } from './judge.ts';
import { dotted, type Problem } from './problem.ts';
import { isHeaderValue } from './schema/header.ts';
import { readText } from './source/read.ts';
import { type Node, type Table, tableAt, textAt } from './source/tree.ts';

type Right = Loaded & { readonly ok: true };
type Read = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly found: string; readonly wanted: string };

/** The exhibit with the values of its secret headers, or what is wrong with them. `config`: its configuration folder. */
export async function withHeaderSecrets(loaded: Right, config: string): Promise<Loaded> {
  const problems: Problem[] = [];
  const services: ExhibitService[] = [];
  for (const service of loaded.exhibit.services) {
    const headers = { ...service.page.headers };
    for (const { name, table } of secretHeaders(loaded.effective.root, service.name)) {
      const read = await readSecret(table, config);
      if (read.ok) headers[name] = read.value;
      else if (table.place !== null) {
        const key = dotted(['service', service.name, 'headers', name]);
        problems.push({ ...table.place, key, found: read.found, wanted: read.wanted });
      }
    }
    services.push({ ...service, page: { ...service.page, headers } });
  }
  return problems.length === 0 ? { ...loaded, exhibit: { ...loaded.exhibit, services } } : { ok: false, problems };
}

function secretHeaders(root: Node, service: string): { readonly name: string; readonly table: Table }[] {
  const headers = tableAt(root, ['service', service, 'headers'])?.entries ?? [];
  return [...headers].flatMap(([name, { value }]) => (value.kind === 'table' ? [{ name, table: value }] : []));
}

/** Says in a message where it looked, never what it read. */
async function readSecret(table: Table, config: string): Promise<Read> {
  const variable = textAt(table, ['env']);
  if (variable !== undefined) {
    const value = process.env[variable];
    const where = `the variable ${variable}`;
    return value === undefined ? refuse(`${where}, which is not set here`, where) : asHeader(value, where);
  }
  const file = absolute(config, textAt(table, ['file']) ?? '');
  const text = await readText(file);
  const where = `the file ${file}`;
  return text.ok ? asHeader(text.text.replace(/\r?\n$/, ''), where) : refuse(text.problem.found, where);
}

function asHeader(text: string, where: string): Read {
  if (isHeaderValue(text)) return { ok: true, value: text };
  return refuse(text === '' ? 'an empty secret' : 'a secret that no header can have', where);
}

function refuse(found: string, where: string): Read {
  return { ok: false, found, wanted: `${where} with the value of the header: one line of 1 to 4096 ASCII characters` };
}
