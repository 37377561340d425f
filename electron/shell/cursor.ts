/** The mouse pointer of an exhibit that is only touched: hidden. */

/** Tells the preload. */
export const CURSOR_HIDDEN = '--invigil-cursor=hidden';

/** As the styles of a user: they reach into everything, and no page overrides them. */
export const HIDING = { css: '* { cursor: none !important }', options: { cssOrigin: 'user' } } as const;
