import { type Facts, faultAtKey } from '../fault.ts';
import type { KeyPath } from '../problem.ts';
import { nodeAt, type Table, tableAt, textAt } from '../source/tree.ts';
import { type Rule, servicesOf } from './rule.ts';

/** A service is a `command` or a `url`, and some keys belong to one kind of it only. */
export const kinds: Rule = ({ root, complete }) =>
  servicesOf(root).flatMap(({ path, table }) => {
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
    return inapplicable;
  });

const isUrl = (service: Table) => service.entries.has('url') && !service.entries.has('command');

const fileOnly = (service: Table): Facts | null => {
  const kind = textAt(tableAt(service, ['heartbeat']), ['kind']) ?? 'none';
  return kind === 'file' ? null : { found: `a key that heartbeats of kind "${kind}" do not have`, wanted: 'it with kind = "file" only' };
};

/** Keys that not every service has, and why this one has it not. */
const KEYS: readonly { readonly path: KeyPath; readonly whyNot: (service: Table) => Facts | null }[] = [
  {
    path: ['load_timeout'],
    whyNot: (service) =>
      isUrl(service) ? null : { found: 'a key for pages in a service that has no "url"', wanted: 'it beside "url" only' },
  },
  {
    path: ['heartbeat', 'kind'],
    whyNot: (service) =>
      isUrl(service) ? { found: 'a kind of heartbeat beside "url"', wanted: 'none: the shell watches the page' } : null,
  },
  { path: ['heartbeat', 'path'], whyNot: fileOnly },
  { path: ['heartbeat', 'field'], whyNot: fileOnly },
];

/** Whether a key of a service means anything to it; one that does not is left out when the whole file is shown. */
export function applies(service: Table, path: KeyPath): boolean {
  return KEYS.every((key) => key.path.join('.') !== path.join('.') || key.whyNot(service) === null);
}
