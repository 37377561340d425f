import { mean, table } from './meaning.ts';
import { secret } from './secret.ts';
import { choice, list, name } from './values.ts';

/** The roles of people, each with the rights of those before it. */
const ROLES = ['view', 'staff', 'admin'] as const;

const person = mean(
  table({
    name: name('floor').describe('Who it is, in logs and in `invigil pin NAME`. Each only once.'),
    role: choice(ROLES).describe(
      '`view` reads; `staff` also mends: restart, pause, volume; `admin` may do everything, reboot and power off too.',
    ),
    pin: secret('NAME.pin')
      .optional()
      .describe('Opens the overlay on the screen, nothing over the network. `invigil pin NAME` writes the file.'),
    password: secret('NAME.password')
      .optional()
      .describe('Opens the dashboard and the API, nothing on the screen. `invigil password NAME` writes the file.'),
    token: secret('NAME.token').optional().describe('Opens the API to a program. `invigil token NAME` makes one.'),
  }),
  { wanted: 'a table [[access]] with a name and a role' },
);

/** `[[access]]`: who may sign in. There is no default, and no default password. */
export const access = list(person, 'people and machines, each a table [[access]]', '[{ name = "floor", role = "staff" }]', 100).optional();
