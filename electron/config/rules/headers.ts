import { faultAt, faultAtKey } from '../fault.ts';
import { referenceWanted } from '../schema/secret.ts';
import { nodeAt, tableAt } from '../source/tree.ts';
import { itemsAt, type Rule, servicesOf } from './rule.ts';

/** What RFC 9110 lets a header be called. */
const HEADER = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/;

/** Headers by which a page or an alert proves who sent it: what they hold is a secret. */
const TELLS_SECRETS = /authorization|cookie|token|secret|passw|credential|api-?key/i;

/** Names of headers, and secrets that are written as their value. */
export const headers: Rule = ({ root }) =>
  [...servicesOf(root), ...itemsAt(root, ['alerts', 'to'])].flatMap(({ path, table }) =>
    [...(tableAt(table, ['headers'])?.entries.keys() ?? [])].flatMap((name) => {
      const at = [...path, 'headers', name];
      if (!HEADER.test(name)) {
        const wanted = 'the name of a header: letters, digits and hyphens, like X-Exhibit';
        return [faultAtKey(root, at, { found: `the name ${JSON.stringify(name)}`, wanted })];
      }
      if (!TELLS_SECRETS.test(name) || nodeAt(root, at)?.kind !== 'scalar') return [];
      return [faultAt(root, at, { found: 'a secret written in the file', wanted: referenceWanted('NAME') })];
    }),
  );
