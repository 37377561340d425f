import { hotkey } from './hotkey.ts';
import { table } from './meaning.ts';
import { choice, list, whole } from './values.ts';

/** Of an exhibit that names no key. */
export const DEFAULT_HOTKEY = 'Ctrl+Alt+I';

const CORNERS = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const;

const corner = table({
  where: choice([...CORNERS, 'none'])
    .prefault('top-left')
    .describe('The corner of the screen that is tapped; `none` switches it off.'),
  taps: whole(3, 20, 5).prefault(5).describe('So many taps in a row open the overlay.'),
})
  .transform(({ where, taps }) => (where === 'none' ? null : { where, taps }))
  .prefault({});

/** `[overlay]`: how staff open the admin overlay, and what they may do there before they have signed in. */
export const overlay = table({
  hotkey: hotkey.prefault(DEFAULT_HOTKEY).describe('Opens the overlay where the shell shows a page; `none` switches it off.'),
  corner: corner.describe('Taps or clicks that open the overlay where the shell shows a page.'),
  without_pin: list(choice(['volume', 'restart']), 'actions', '["volume"]', 2)
    .prefault([])
    .describe('What the overlay offers without a PIN: to set the `volume`, to `restart` the exhibit or a service.'),
})
  .transform(({ without_pin, ...ways }) => ({ ...ways, withoutPin: without_pin }))
  .prefault({});
