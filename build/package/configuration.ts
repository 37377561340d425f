/** The one configuration of electron-builder, for both kinds of package and both architectures. */
import { join } from 'node:path';
import type { AfterPackContext, Configuration } from 'electron-builder';
import { APP_ID } from '../../electron/platform/app-id.ts';
import type { PackagedElectron } from './electron.ts';
import { ABOUT, type Architecture, DEBIAN_ARCHITECTURE, PRODUCT, PROGRAM } from './layout.ts';
import { projectVersion } from './stage.ts';

const RESOURCES = join(import.meta.dirname, '..', '..', 'resources');

/** What Electron links to and GTK does not bring; names with and without Debian's change to 64-bit time. */
const DEPENDS = ['libgtk-3-0t64 | libgtk-3-0', 'libnss3', 'libgbm1', 'libasound2t64 | libasound2', 'systemd', 'util-linux (>= 2.33)'];

/** What makes a bare machine a kiosk: `invigil install` sets it up, and a machine that has its own desktop does without. */
const RECOMMENDS = [
  'sway',
  'swaybg',
  'greetd',
  'grim',
  'polkitd | policykit-1',
  'libpam-systemd',
  'dbus-user-session',
  'pipewire',
  'pipewire-pulse',
  'wireplumber',
  'fonts-dejavu-core',
];

/** Of Chromium's own words (a date picker, a form's complaint), the languages that the overlay speaks. */
const LANGUAGES = ['en-US', 'de'];

export interface Packing {
  /** The staged folder. */
  readonly stage: string;
  /** Where the packages go. */
  readonly output: string;
  readonly electron: PackagedElectron;
  readonly architecture: Architecture;
  readonly afterPack: (context: AfterPackContext) => Promise<void>;
}

export function configuration({ stage, output, electron, architecture, afterPack }: Packing): Configuration {
  return {
    appId: APP_ID,
    productName: PRODUCT,
    directories: { app: join(stage, 'app'), output, buildResources: join(stage, 'none') },
    electronVersion: electron.version,
    ...(electron.folder === null ? {} : { electronDist: electron.folder }),
    electronLanguages: LANGUAGES,
    npmRebuild: false,
    // The shell alone, so that the fuse "only from the archive" covers all that Electron ever loads as an app.
    asar: { smartUnpack: false },
    // Of Windows and macOS; to make it, every archive is read, and the trial Electron's own one is a folder.
    disableAsarIntegrity: true,
    afterPack,
    // `maximum` makes an AppImage start half a minute late.
    compression: 'normal',
    // The runtime that needs no library of FUSE; the trial Electron comes with an older one.
    toolsets: { appimage: electron.trial ? '0.0.0' : '1.0.3' },
    linux: {
      executableName: PROGRAM,
      syncDesktopName: true,
      icon: join(RESOURCES, 'icons', 'png'),
      category: 'Utility',
      synopsis: ABOUT.summary,
      description: ABOUT.description,
      maintainer: ABOUT.maintainer,
      executableArgs: ['status', '--watch'],
      // No entry in menus, which an exhibit has none of: the file gives windows their name and icon.
      desktop: { entry: { Terminal: 'true', NoDisplay: 'true' } },
    },
    appImage: { artifactName: `${PRODUCT}-${projectVersion()}-${DEBIAN_ARCHITECTURE[architecture]}.AppImage` },
    deb: {
      packageCategory: 'misc',
      depends: DEPENDS,
      recommends: RECOMMENDS,
      afterInstall: join(RESOURCES, 'deb', 'postinst'),
      afterRemove: join(RESOURCES, 'deb', 'postrm'),
      appArmorProfile: join(RESOURCES, 'apparmor', PROGRAM),
      fpm: [`--before-remove=${join(RESOURCES, 'deb', 'prerm')}`, `${join(stage, 'system')}/=/`],
    },
    publish: null,
  };
}
