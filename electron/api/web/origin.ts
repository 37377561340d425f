/**
 * Whether what a browser sends with a cookie was asked for by the dashboard itself, and not by a page from elsewhere (CSRF). The
 * browser says so: in `Sec-Fetch-Site` (over TLS and on loopback), and in `Origin` with everything that changes something.
 */
import type { IncomingHttpHeaders } from 'node:http';

export interface OriginQuestion {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** Whether the browser speaks TLS, with us or with the proxy in front. */
  readonly isSecure: boolean;
}

/** Why it is refused, as a sentence; null: it is not. */
export function foreignOrigin({ method, headers, isSecure }: OriginQuestion): string | null {
  const isChange = method !== 'GET' && method !== 'HEAD';
  const { origin, host, 'sec-fetch-site': site } = headers;
  // `none`: somebody typed the address, or follows a bookmark.
  if (site !== undefined && site !== 'same-origin' && (site !== 'none' || isChange)) {
    return 'Another page has asked for this. Only the dashboard itself may.';
  }
  if (!isChange) return null;
  const own = URL.parse(`${isSecure ? 'https' : 'http'}://${host ?? ''}`)?.origin;
  if (origin !== undefined && URL.parse(origin)?.origin !== own) {
    return `Only the dashboard itself may ask for this: Origin has to be ${own}. A proxy has to pass Host and X-Forwarded-Proto on.`;
  }
  if (origin === undefined && site === undefined) {
    return 'Nothing says which page has asked for this: with a cookie Origin is needed. Programs use a token.';
  }
  return null;
}
