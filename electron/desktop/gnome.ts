/** What GNOME has to be set to for a screen that nobody attends. `invigil doctor` looks at the same list. Pure. */

export interface Wish {
  readonly schema: string;
  readonly key: string;
  /** As `gsettings get` writes it. */
  readonly value: string;
  /** What visitors would see otherwise. `background` spoils nothing. */
  readonly spoils: 'dark' | 'locked' | 'asleep' | 'pop-up' | 'background';
  /** What GNOME does where it is set to something else, as a sentence without its full stop. */
  readonly otherwise: string;
}

const SESSION = 'org.gnome.desktop.session';
const SCREENSAVER = 'org.gnome.desktop.screensaver';
const LOCKDOWN = 'org.gnome.desktop.lockdown';
const NOTIFICATIONS = 'org.gnome.desktop.notifications';
const POWER = 'org.gnome.settings-daemon.plugins.power';
const BACKGROUND = 'org.gnome.desktop.background';

const ATTENDED: readonly Wish[] = [
  { schema: SESSION, key: 'idle-delay', value: 'uint32 0', spoils: 'dark', otherwise: 'GNOME blanks the screen when nobody touches it' },
  { schema: SCREENSAVER, key: 'idle-activation-enabled', value: 'false', spoils: 'dark', otherwise: 'GNOME starts its screen saver' },
  { schema: POWER, key: 'idle-dim', value: 'false', spoils: 'dark', otherwise: 'GNOME dims the screen' },
  { schema: SCREENSAVER, key: 'lock-enabled', value: 'false', spoils: 'locked', otherwise: 'GNOME locks the screen' },
  { schema: LOCKDOWN, key: 'disable-lock-screen', value: 'true', spoils: 'locked', otherwise: 'GNOME lets its keys lock the screen' },
  // Ubuntu's own; other systems do not have it.
  {
    schema: SCREENSAVER,
    key: 'ubuntu-lock-on-suspend',
    value: 'false',
    spoils: 'locked',
    otherwise: 'GNOME locks the screen after a sleep',
  },
  { schema: POWER, key: 'sleep-inactive-ac-type', value: "'nothing'", spoils: 'asleep', otherwise: 'GNOME puts the machine to sleep' },
  {
    schema: POWER,
    key: 'sleep-inactive-battery-type',
    value: "'nothing'",
    spoils: 'asleep',
    otherwise: 'GNOME puts the machine to sleep on battery',
  },
  { schema: NOTIFICATIONS, key: 'show-banners', value: 'false', spoils: 'pop-up', otherwise: 'GNOME shows notifications over the exhibit' },
  {
    schema: NOTIFICATIONS,
    key: 'show-in-lock-screen',
    value: 'false',
    spoils: 'pop-up',
    otherwise: 'GNOME shows notifications on a locked screen',
  },
];

/** `colour`: `#rrggbb`, of the holding picture. */
export function gnomeWishes(colour: string): readonly Wish[] {
  const background = (key: string, value: string): Wish => ({
    schema: BACKGROUND,
    key,
    value: `'${value}'`,
    spoils: 'background',
    otherwise: "the desktop's own picture is seen where the exhibit shows nothing",
  });
  return [
    ...ATTENDED,
    background('picture-options', 'none'),
    background('color-shading-type', 'solid'),
    background('primary-color', colour),
  ];
}

/** The rows of docs/desktop.md. */
export function settingsTable(): string {
  return gnomeWishes('the colour')
    .map(({ schema, key, value, otherwise }) => `| \`${schema} ${key}\` | \`${value}\` | ${otherwise} |`)
    .join('\n');
}
