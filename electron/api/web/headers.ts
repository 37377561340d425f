/**
 * What every answer carries. Pages load nothing from elsewhere, run no script that stands in a text, are shown in no frame and embedded
 * nowhere; nobody keeps an answer unless a route says so. No HSTS: it would outlive a mistake by months.
 */
export const HEADERS: readonly (readonly [string, string])[] = [
  [
    'content-security-policy',
    "default-src 'self'; img-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  ],
  ['x-frame-options', 'DENY'],
  ['x-content-type-options', 'nosniff'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['referrer-policy', 'no-referrer'],
  ['cache-control', 'no-store'],
];
