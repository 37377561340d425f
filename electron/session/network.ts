/**
 * Is there a way into the network: a default route, and for a host also its address?
 *
 * The kernel tells of routes over netlink only, which Node cannot open, so its tables are read: one wake-up and 0.2 ms (40 us when the
 * processor is warm). Once a second while there is no route; every 5 s while there is one (under 0.01 % of a core), for what depends on
 * it ends when it is gone, and then they are read at once. A name is asked for once a second while it has no address, every 30 s while it
 * has one, and must answer within 5 s. That a route leads somewhere is not proved by this: whether a server is reached, only a tcp
 * condition tells.
 */
import { readFileSync } from 'node:fs';
import { messageOf } from '../platform/errors.ts';
import { HostName } from './host-name.ts';
import { inquire } from './inquiry.ts';
import { defaultRoute } from './route-table.ts';
import type { OnVerdict, Verdict, Watch } from './watch.ts';

const EVERY_MS = { lacking: 1000, holding: 5000 };
const NAME_WITHIN_MS = 5000;

/** What the tables of routes hold now. */
export interface RouteTables {
  readonly ipv4: string;
  readonly ipv6: string;
}

/** `host` null: the route alone. */
export function watchNetwork(host: string | null, onVerdict: OnVerdict, read: () => RouteTables = readTables): Watch {
  return host === null ? watchRoute(onVerdict, read) : watchName(host, onVerdict, read);
}

function watchRoute(onVerdict: OnVerdict, read: () => RouteTables): Watch {
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  function look(): void {
    clearTimeout(timer);
    const verdict = judge(read);
    onVerdict(verdict);
    // Whoever hears it may have had enough.
    if (!isClosed) timer = setTimeout(look, verdict.holds ? EVERY_MS.holding : EVERY_MS.lacking);
  }
  look();
  return {
    look,
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

function judge(read: () => RouteTables): Verdict {
  try {
    const { ipv4, ipv6 } = read();
    const device = defaultRoute(ipv4, ipv6);
    return device === null ? { holds: false, detail: 'no default route' } : { holds: true, detail: `default route over ${device}` };
  } catch (error) {
    return { holds: false, detail: `the routes cannot be read: ${messageOf(error)}` };
  }
}

/** Without a route nobody is asked for the name. */
function watchName(host: string, onVerdict: OnVerdict, read: () => RouteTables): Watch {
  const name = new HostName(host);
  let inquiry: Watch | null = null;

  async function ask(signal: AbortSignal): Promise<Verdict> {
    const addresses = await name.addresses(signal);
    return addresses.found === null ? { holds: false, detail: addresses.why } : { holds: true, detail: `${host} has an address` };
  }

  function onRoute(verdict: Verdict): void {
    if (verdict.holds) {
      inquiry ??= inquire({ ask, withinMs: NAME_WITHIN_MS, pauseMs: () => EVERY_MS.lacking }, onVerdict);
      return;
    }
    inquiry?.close();
    inquiry = null;
    onVerdict(verdict);
  }

  const route = watchRoute(onRoute, read);
  return {
    look() {
      route.look();
      inquiry?.look();
    },
    close() {
      route.close();
      inquiry?.close();
    },
  };
}

function readTables(): RouteTables {
  return { ipv4: readTable('/proc/net/route'), ipv6: readTable('/proc/net/ipv6_route') };
}

function readTable(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    // A kernel without IPv6 (or IPv4) has no such table.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
