/** Where a page may go. */

/** Whether `target` stays with `home`, the address that is shown: within its origin; a file only at itself. */
export function staysHome(home: string, target: string): boolean {
  const [from, to] = [parsed(home), parsed(target)];
  if (from === null || to === null) return false;
  if (from.origin !== 'null') return to.origin === from.origin;
  return to.protocol === from.protocol && to.host === from.host && to.pathname === from.pathname;
}

function parsed(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}
