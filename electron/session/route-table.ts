/** Reads the kernel's tables of routes: /proc/net/route and /proc/net/ipv6_route. */

/** Flags of a route, the same in both tables. */
const UP = 0x1;
const REJECT = 0x200;
const ANYWHERE_IPV4 = '00000000';
const ANYWHERE_IPV6 = '0'.repeat(32);

interface Route {
  readonly device: string;
  readonly flags: number;
}

/** The network device that a default route leads over, IPv4 before IPv6, the first in each table; null: there is none. */
export function defaultRoute(ipv4: string, ipv6: string): string | null {
  return [...defaultsIpv4(ipv4), ...defaultsIpv6(ipv6)].find(leadsSomewhere)?.device ?? null;
}

/** `blackhole` and `unreachable` routes have the device `*`, or `lo` in IPv6. */
function leadsSomewhere({ device, flags }: Route): boolean {
  return (flags & UP) !== 0 && (flags & REJECT) === 0 && device !== 'lo' && device !== '*';
}

/** Iface, destination, gateway, flags, three counters, mask; below a line of headings. */
function defaultsIpv4(table: string): Route[] {
  return rows(table).flatMap(([device = '', destination, , flags = '', , , , mask]) =>
    destination === ANYWHERE_IPV4 && mask === ANYWHERE_IPV4 ? [{ device, flags: Number.parseInt(flags, 16) }] : [],
  );
}

/** Destination and its length, source and its length, next hop, metric, two counters, flags, device. */
function defaultsIpv6(table: string): Route[] {
  return rows(table).flatMap(([destination, length, , , , , , , flags = '', device = '']) =>
    destination === ANYWHERE_IPV6 && length === '00' ? [{ device, flags: Number.parseInt(flags, 16) }] : [],
  );
}

function rows(table: string): string[][] {
  return table.split('\n').map((line) => line.trim().split(/\s+/));
}
