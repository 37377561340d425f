/** Headers of the exhibit file, sent with every request to one origin: often a secret, so never to another. */
import { sameOrigin } from './origin.ts';

type Headers = Readonly<Record<string, string>>;

/**
 * The headers of a request to `target`. Chromium carries what was added before a redirect on to where it leads: what is ours is taken
 * away again when that is elsewhere.
 */
export function requestHeaders(ours: Headers, home: string, target: string, sent: Headers): Record<string, string> {
  const names = new Map(Object.entries(ours).map(([name, value]) => [name.toLowerCase(), value]));
  const isHome = sameOrigin(home, target);
  const others = Object.entries(sent).filter(([name, value]) => {
    const own = names.get(name.toLowerCase());
    return own === undefined || (!isHome && value !== own);
  });
  return { ...Object.fromEntries(others), ...(isHome ? ours : {}) };
}
