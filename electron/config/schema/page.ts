import { headers } from './header.ts';
import { origin } from './origin.ts';
import { choice, list, number, path } from './values.ts';

/** The keys of a `url` service that say how its page is shown, and what it may. */

/** What a page may be allowed to use. The shell knows what each means to Electron; everything else is refused. */
const PERMISSIONS = ['camera', 'microphone', 'midi', 'geolocation', 'fullscreen', 'pointer-lock', 'clipboard-read'] as const;

export const pageKeys = {
  allow: list(origin, 'origins', '["https://example.org"]', 100)
    .prefault([])
    .describe('With `url` only: origins that the page may go to beside its own.'),
  permissions: list(choice(PERMISSIONS), 'permissions', '["microphone"]', 20)
    .prefault([])
    .describe(
      `With \`url\` only: what the page may use, of ${PERMISSIONS.map((name) => `\`${name}\``).join(', ')}. Everything that is not named is refused.`,
    ),
  zoom: number(0.25, 5, 1.5).prefault(1).describe('With `url` only: how large the page is shown; 1 is as it is.'),
  cursor: choice(['shown', 'hidden']).prefault('shown').describe('With `url` only: whether the mouse pointer is seen.'),
  storage: choice(['keep', 'clear'])
    .prefault('keep')
    .describe('With `url` only: `clear` begins each start of the shell without what the page has kept.'),
  css: path('kiosk.css').optional().describe('With `url` only: a file of styles that are added to the page.'),
  headers: headers
    .prefault({})
    .describe(
      'With `url` only: headers that are sent with each request to the origin of `url` and to no other. A secret one as `{ file = }` or `{ env = }`.',
    ),
};
