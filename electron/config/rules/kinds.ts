import { type Facts, faultAt, faultAtKey } from '../fault.ts';
import type { KeyPath, Problem } from '../problem.ts';
import { file } from '../schema/file.ts';
import { pageKeys } from '../schema/page.ts';
import { meaningOf, schemaAt } from '../schema/walk.ts';
import { nodeAt, type Table, tableAt, textAt } from '../source/tree.ts';
import { type Named, type Rule, servicesOf } from './rule.ts';

/** A service is a `command` or a `url`, and some keys belong to one kind of it only. */
export const kinds: Rule = ({ root, complete }) =>
  servicesOf(root).flatMap((named) => {
    const { path, table } = named;
    const inapplicable = KEYS.flatMap((key) => {
      const why = nodeAt(table, key.path) === undefined ? null : key.whyNot(table);
      return why === null ? [] : [faultAtKey(root, [...path, ...key.path], why)];
    });
    const hasCommand = table.entries.get('command');
    const hasUrl = table.entries.has('url');
    if (hasCommand && hasUrl) {
      const place = hasCommand.key;
      const where = place === null ? '' : ` (in ${place.file.split('/').at(-1)}, line ${place.line})`;
      inapplicable.push(faultAtKey(root, [...path, 'url'], { found: `"url" beside "command"${where}`, wanted: 'one of the two' }));
    }
    if (!hasCommand && !hasUrl && complete) {
      const wanted = 'one of them, like command = "python3 core.py" or url = "http://127.0.0.1:3000/"';
      inapplicable.push(faultAtKey(root, path, { found: 'neither "command" nor "url"', wanted }));
    }
    return complete ? [...inapplicable, ...lacking(root, named)] : inapplicable;
  });

const isUrl = (service: Table) => service.entries.has('url') && !service.entries.has('command');

/** A key of a table with a `kind`, and the kinds that have it. `needed`: they cannot do without. */
interface KindKey {
  readonly key: string;
  readonly kinds: readonly string[];
  readonly needed?: true;
}

const ASKED: readonly KindKey[] = [
  { key: 'url', kinds: ['http'], needed: true },
  { key: 'status', kinds: ['http'] },
  { key: 'address', kinds: ['tcp'], needed: true },
  { key: 'command', kinds: ['exec'], needed: true },
];

const KIND_KEYS: Readonly<Record<'heartbeat' | 'ready', readonly KindKey[]>> = {
  heartbeat: [
    { key: 'path', kinds: ['file', 'health-file'] },
    { key: 'field', kinds: ['file'] },
    ...ASKED,
    { key: 'failures', kinds: ['http', 'tcp', 'exec'] },
  ],
  ready: ASKED,
};

const inWords = (kinds: readonly string[]) => kinds.map((kind) => `"${kind}"`).join(' or ');

function ofKind(table: 'heartbeat' | 'ready', { kinds }: KindKey) {
  return (service: Table): Facts | null => {
    const kind = textAt(tableAt(service, [table]), ['kind']) ?? (table === 'heartbeat' ? 'none' : undefined);
    // Without a kind there is nothing yet that it could not have.
    if (kind === undefined || kinds.includes(kind)) return null;
    const whose = table === 'heartbeat' ? 'heartbeats' : 'questions';
    return { found: `a key that ${whose} of kind "${kind}" do not have`, wanted: `it with kind = ${inWords(kinds)} only` };
  };
}

/** What a kind cannot do without. */
function lacking(root: Table, { path, table }: Named): Problem[] {
  return (['heartbeat', 'ready'] as const).flatMap((name) => {
    const kind = textAt(tableAt(table, [name]), ['kind']);
    const needed = KIND_KEYS[name].filter(
      ({ key, kinds, needed }) => needed && kind !== undefined && kinds.includes(kind) && !nodeAt(table, [name, key]),
    );
    return needed.map(({ key }) => {
      const { wanted = '' } = meaningOf(schemaAt(file, [...path, name, key]).schema);
      return faultAt(root, [...path, name, 'kind'], { found: `kind "${kind}" without "${key}"`, wanted: `"${key}" beside it: ${wanted}` });
    });
  });
}

/** Keys that not every service has, and why this one has it not. */
const KEYS: readonly { readonly path: KeyPath; readonly whyNot: (service: Table) => Facts | null }[] = [
  ...['load_timeout', ...Object.keys(pageKeys)].map((key) => ({
    path: [key],
    whyNot: (service: Table) =>
      isUrl(service) ? null : { found: 'a key for pages in a service that has no "url"', wanted: 'it beside "url" only' },
  })),
  {
    path: ['output'],
    whyNot: (service) =>
      isUrl(service) || textAt(service, ['role']) === 'display'
        ? null
        : { found: 'a key for displays in a service that is none', wanted: 'it with "url" or role = "display" only' },
  },
  {
    path: ['heartbeat', 'kind'],
    whyNot: (service) =>
      isUrl(service) ? { found: 'a kind of heartbeat beside "url"', wanted: 'none: the shell watches the page' } : null,
  },
  {
    path: ['ready'],
    whyNot: (service) =>
      isUrl(service) ? { found: 'a key for programs beside "url"', wanted: 'none: a page is ready when it is shown' } : null,
  },
  ...KIND_KEYS.heartbeat.map((key) => ({ path: ['heartbeat', key.key], whyNot: ofKind('heartbeat', key) })),
  ...KIND_KEYS.ready.map((key) => ({ path: ['ready', key.key], whyNot: ofKind('ready', key) })),
];

/** Whether a key of a service means anything to it; one that does not is left out when the whole file is shown. */
export function applies(service: Table, path: KeyPath): boolean {
  return KEYS.every((key) => key.path.join('.') !== path.join('.') || key.whyNot(service) === null);
}
