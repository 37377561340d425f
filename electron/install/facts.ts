/** What a plan is made from: the machine as it is, the exhibit, and what was asked for. Types alone; `look.ts` gathers them. */
import type { Account } from '../platform/accounts.ts';
import type { Installation } from '../platform/installation.ts';

export interface Wishes {
  /** The exhibit's user. */
  readonly user: string;
  /** Null: nobody said. */
  readonly session: 'sway' | 'existing' | null;
  /** The groups of hardware for the user. */
  readonly hardware: boolean;
}

/** What of an exhibit an installation depends on. */
export interface ExhibitFacts {
  readonly name: string;
  readonly title: string;
  readonly colour: string;
  /** The content folder, absolute. */
  readonly folder: string;
  /** `Ctrl+Alt+I`; null: none. */
  readonly hotkey: string | null;
  /** A display is a program of its own: over it the compositor has to open the overlay. */
  readonly hasPrograms: boolean;
}

/** Where the user's folders are. */
export interface UserFolders {
  readonly config: string;
  readonly state: string;
  /** `$XDG_CONFIG_HOME/systemd/user`. */
  readonly units: string;
}

export interface SessionFacts {
  /** Names of Debian packages that the session needs and that are not there. */
  readonly missing: readonly string[];
  readonly xwayland: boolean;
  /** Whether a background can be a drawing (SVG). */
  readonly drawings: boolean;
  /** Whether the machine has virtual terminals. */
  readonly terminals: boolean;
  /** The account that greetd's greeter runs as. */
  readonly greeter: string;
  /** A display manager that is not greetd and starts at boot, such as `gdm.service`. */
  readonly displayManager: string | null;
  /** Whether that one, or a session of it, is on the screen now. */
  readonly displayManagerRuns: boolean;
  readonly defaultTarget: string;
  readonly greetdEnabled: boolean;
  /** Whether it runs and logs this user in. */
  readonly greetdRuns: boolean;
}

/** Another exhibit that is installed on this machine. */
export interface OtherExhibit {
  readonly exhibit: string;
  readonly user: string;
  /** Whether its record has the session. */
  readonly hasSession: boolean;
}

/** The files that are shipped as they are, with marks such as `@USER@` in them. */
export interface Templates {
  readonly unit: string;
  readonly polkit: string;
  readonly sway: string;
  readonly greetd: string;
  readonly greetdUnit: string;
  readonly site: string;
}

export interface Facts {
  readonly root: boolean;
  readonly installation: Installation;
  readonly exhibit: ExhibitFacts;
  /** Null: the user does not exist yet. */
  readonly account: Account | null;
  readonly folders: UserFolders;
  /** Whether the user may read the exhibit file, and start Invigil. */
  readonly readable: { readonly exhibit: boolean; readonly program: boolean };
  /** Groups of hardware that this machine has, and who is in them. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly lingers: boolean;
  readonly unitRuns: boolean;
  /** Whether polkit is there. */
  readonly polkit: boolean;
  readonly session: SessionFacts;
  readonly others: readonly OtherExhibit[];
  readonly templates: Templates;
}

/** Cameras, pictures, sound, serial lines, sticks and the pins of small computers. */
export const HARDWARE_GROUPS = ['video', 'render', 'input', 'audio', 'dialout', 'plugdev', 'gpio', 'i2c', 'spi'];
