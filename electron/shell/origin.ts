/**
 * Where a page may go, and the frames in it.
 *
 * The page: to its own origin and those of `allow`, a file only to itself. A frame: wherever the page puts it, for that is the exhibit's
 * own choice; but what is touched in it leads no further than the page may go or than the frame is. Otherwise the logo in an embedded
 * map is a way to the whole web.
 */

/** Where a page belongs. */
export interface Home {
  /** The address that is shown. */
  readonly address: string;
  /** Further origins. */
  readonly allow: readonly string[];
}

/** Whether the page may go to `target`. */
export function staysHome({ address, allow }: Home, target: string): boolean {
  const [from, to] = [parsed(address), parsed(target)];
  if (from === null || to === null) return false;
  if (to.origin !== 'null') return to.origin === from.origin || allow.includes(to.origin);
  return to.protocol === from.protocol && to.host === from.host && to.pathname === from.pathname;
}

/** A frame that is about to load something. */
export interface FrameMove {
  /** Where it is; empty for a new one. */
  readonly from: string;
  readonly to: string;
  /** Who sends it there, as far as that is told: the referrer. */
  readonly sender: string;
}

/** Whether a frame in the page may go there. */
export function staysFramed(home: Home, { from, to, sender }: FrameMove): boolean {
  const isNew = from === '' || from.startsWith('about:');
  return isNew || sameOrigin(from, to) || staysHome(home, to) || staysHome(home, sender);
}

/** Whether both have the same origin; what goes over a WebSocket belongs to the origin of its server. */
export function sameOrigin(one: string, other: string): boolean {
  const [a, b] = [parsed(one.replace(/^ws/i, 'http')), parsed(other.replace(/^ws/i, 'http'))];
  return a !== null && b !== null && a.origin !== 'null' && a.origin === b.origin;
}

function parsed(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}
