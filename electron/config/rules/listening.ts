import { isIP } from 'node:net';
import { faultAt } from '../fault.ts';
import { isLoopback } from '../loopback.ts';
import { type Address, readAddress } from '../schema/endpoint.ts';
import { nodeAt } from '../source/tree.ts';
import { type Rule, textsAt } from './rule.ts';

/** Of two listeners at one address only the first one gets it. */
export const listening: Rule = ({ root }) => {
  const all = ['dashboard', 'metrics'].flatMap((table) => textsAt(root, [table, 'listen']));
  const read = all.flatMap(({ text, path }) => {
    const address = readAddress(text);
    return address === null ? [] : [{ text, path, address }];
  });
  return read.flatMap(({ text, path, address }, index) => {
    const first = read.slice(0, index).find((other) => clash(other.address, address));
    if (first === undefined) return [];
    const line = nodeAt(root, first.path)?.place?.line;
    const where = line === undefined ? '' : ` (in line ${line})`;
    return [faultAt(root, path, { found: `"${text}" beside "${first.text}"${where}, which takes that port`, wanted: 'another port' })];
  });
};

function clash(one: Address, other: Address): boolean {
  return one.port === other.port && (sameHost(one.host, other.host) || covers(one.host, other.host) || covers(other.host, one.host));
}

function sameHost(one: string, other: string): boolean {
  const isName = (host: string) => isIP(host) === 0 && isLoopback(host);
  return one.toLowerCase() === other.toLowerCase() || (isName(one) && isLoopback(other)) || (isName(other) && isLoopback(one));
}

/** Every address of the machine: `::` those of both kinds, `0.0.0.0` those of IPv4. */
function covers(all: string, host: string): boolean {
  return all === '::' || (all === '0.0.0.0' && isIP(host) !== 6);
}
