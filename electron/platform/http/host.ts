/**
 * Whether a request is meant for here, by its `Host` (DNS rebinding): a foreign name that points at this machine is refused. A number is
 * right when the connection came in on it; names have to be told. The port does not matter: tunnels change it.
 */
import { isIP } from 'node:net';

/** A name or a number, and perhaps a port. */
const SHAPE = /^(?:\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9._-]*[a-z0-9])?)(?::\d{1,5})?$/i;
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);

export interface HostQuestion {
  /** Every `Host` of the request. */
  readonly given: readonly string[];
  /** Of this machine, as the connection knows it. */
  readonly localAddress: string | undefined;
  /** Under which it may be asked beside that: names in `listen`, and `hosts`. */
  readonly names: readonly string[];
}

/** The host that was asked for, without its port; null: it is none of ours. */
export function ownHost({ given, localAddress, names }: HostQuestion): string | null {
  const [header] = given;
  if (given.length !== 1 || header === undefined || !SHAPE.test(header)) return null;
  // As browsers read it: numbers in their one form, names in small letters.
  const url = URL.parse(`http://${header}`);
  if (url === null) return null;
  const host = bare(url.hostname);
  const isOurs = LOOPBACK.has(host) || host === plainAddress(localAddress) || names.some((name) => bare(name.toLowerCase()) === host);
  return isOurs ? host : null;
}

/** Whether the other end is this machine. */
export function isLoopback(address: string | undefined): boolean {
  const plain = plainAddress(address);
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

/** An IPv4 address that came in on an IPv6 socket is written as one; a zone is this machine's own affair. */
function plainAddress(address = ''): string {
  return address.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
}

function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
