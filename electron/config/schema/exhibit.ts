import * as z from 'zod';
import { computed, later, mean, table } from './meaning.ts';
import { name, text } from './values.ts';

/** Of an exhibit that names no colour. */
export const DEFAULT_COLOUR = '#101418';

const colour = mean(z.string().regex(/^#[0-9a-fA-F]{6}$/), { wanted: 'a colour in quotes: # and six digits from 0 to f, like "#101418"' });

const locale = mean(
  z
    .string()
    .max(35)
    .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/),
  {
    wanted: 'a language in quotes, like "en", "de" or "pt-BR"',
  },
);

/** `[exhibit]`: the installation as a whole. */
export const exhibit = mean(
  table({
    name: name('lantern').describe('Names the unit, the folders and the alerts. Not allowed in `site.toml`.'),
    title: computed(text(200, 'The Lantern Room'), 'the name').describe('What people are shown.'),
    colour: colour.prefault(DEFAULT_COLOUR).describe('Colour of the holding page and of every gap.'),
    locale: locale.prefault('en').describe('Language of what visitors and staff read.'),
    time_zone: later('Time zone of opening hours and schedules.'),
  }),
  { wanted: 'a table [exhibit] with at least a name' },
);
