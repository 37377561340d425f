/** What of the page is shown, as it stands behind `#` in the address: `#/logs?services=core&search=lamp`. Pure. */

export const PAGES = ['now', 'incidents', 'logs', 'graphs', 'alerts', 'audit'] as const;
export type PageName = (typeof PAGES)[number];

export interface Route {
  /** Null: there is no such page. */
  readonly page: PageName | null;
  /** What follows the page's name: the number of an incident. */
  readonly rest: string;
  readonly query: URLSearchParams;
}

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s, 2);
  const [name = '', ...rest] = path.split('/');
  const page = name === '' ? 'now' : (PAGES.find((one) => one === name) ?? null);
  return { page, rest: rest.join('/'), query: new URLSearchParams(query) };
}

/** `query`: keys without a value are left out. */
export function address(page: PageName, rest = '', query: Readonly<Record<string, string>> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== '');
  const path = `#/${page === 'now' ? '' : page}${rest === '' ? '' : `/${rest}`}`;
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}
