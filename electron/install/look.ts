/** Looks at the machine for what a plan depends on. Changes nothing. */
import { closeSync, existsSync, globSync, lstatSync, openSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Account, as, findAccount, membersOf } from '../platform/accounts.ts';
import { attempt } from '../platform/attempt.ts';
import { isExecutable } from '../platform/executable.ts';
import type { Installation } from '../platform/installation.ts';
import {
  type ExhibitFacts,
  type Facts,
  HARDWARE_GROUPS,
  type OtherExhibit,
  type SessionFacts,
  type Templates,
  type UserFolders,
} from './facts.ts';
import { type Manifest, parseManifest } from './manifest.ts';
import { RECORDS } from './plan.ts';
import { SESSION } from './session.ts';

/** What a program of the system says. */
export type Ask = (
  program: string,
  args: readonly string[],
) => Promise<{ readonly ok: true; readonly output: string } | { readonly ok: false }>;

export interface LookingAt {
  readonly root: boolean;
  readonly installation: Installation;
  readonly exhibit: ExhibitFacts;
  readonly user: string;
  readonly folders: UserFolders;
  /** As root. */
  readonly ask: Ask;
  /** As the user, once there is one. */
  readonly askAsUser: Ask;
}

/** Where system programs are, whatever the PATH of whoever calls. */
const PROGRAM_FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
/** Of the session: the program, and the Debian package that brings it. */
const NEEDED = [
  { program: 'sway', from: 'sway' },
  { program: 'swaybg', from: 'swaybg' },
  { program: 'greetd', from: 'greetd' },
];

export async function lookAt({ root, installation, exhibit, user, folders, ask, askAsUser }: LookingAt): Promise<Facts> {
  const account = findAccount(user);
  return {
    root,
    installation,
    exhibit,
    account,
    folders,
    readable: {
      exhibit: mayRead(account, join(exhibit.folder, 'exhibit.toml')),
      // Of an AppImage it is made by the installation, for everybody to read.
      program: installation.kind === 'appimage' || mayRead(account, installation.program),
    },
    groups: membersOf(HARDWARE_GROUPS),
    lingers: existsSync(join('/var/lib/systemd/linger', user)),
    unitRuns: account !== null && (await isUp(askAsUser, exhibit.name)),
    polkit: existsSync('/etc/polkit-1'),
    session: await sessionFacts(account, user, ask),
    others: recordsIn(RECORDS).flatMap((record) => (record.exhibit === exhibit.name ? [] : [otherOf(record)])),
    templates: templatesIn(installation.resources),
  };
}

/** Whoever is nobody in particular: stands for an account that does not exist yet. */
const NOBODY = { name: 'nobody', uid: 65_534, gid: 65_534 };

function mayRead(account: Account | null, file: string): boolean {
  // Whatever the reason: it could not be started or read at boot either.
  return as(account ?? NOBODY, () => attempt(() => closeSync(openSync(file, 'r'))) !== null);
}

/** Its start counts too: it takes as long as the exhibit takes to be ready. */
async function isUp(ask: Ask, exhibit: string): Promise<boolean> {
  const said = await ask('systemctl', ['--user', 'show', '--property=ActiveState', '--value', `invigil@${exhibit}`]);
  return said.ok && /^(active|activating|reloading)$/.test(said.output.trim());
}

async function sessionFacts(account: Account | null, user: string, ask: Ask): Promise<SessionFacts> {
  const runs = async (unit: string) => (await ask('systemctl', ['is-active', unit])).ok;
  const target = await ask('systemctl', ['get-default']);
  const manager = displayManager();
  const own = manager === 'greetd.service';
  const greetd = '/etc/greetd/config.toml';
  const logsIn = existsSync(greetd) && readFileSync(greetd, 'utf8').includes(`[initial_session]\nuser = "${user}"`);
  return {
    missing: NEEDED.flatMap(({ program, from }) => (hasProgram(program) ? [] : [from])),
    xwayland: hasProgram('Xwayland'),
    drawings: globSync('/usr/lib/**/gdk-pixbuf-2.0/*/loaders/*svg*.so').length > 0,
    terminals: existsSync('/dev/tty1'),
    greeter: ['_greetd', 'greeter'].find((name) => findAccount(name) !== null) ?? account?.name ?? user,
    displayManager: own ? null : manager,
    displayManagerRuns: manager !== null && !own && (await runs(manager)),
    defaultTarget: target.ok ? target.output.trim() : 'graphical.target',
    greetdEnabled: own || (await ask('systemctl', ['is-enabled', 'greetd.service'])).ok,
    greetdRuns: logsIn && (await runs('greetd.service')),
  };
}

/** The one that starts at boot, by the link that each of them makes for itself. */
function displayManager(): string | null {
  const link = '/etc/systemd/system/display-manager.service';
  return lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() === true ? basename(readlinkSync(link)) : null;
}

function hasProgram(name: string): boolean {
  return PROGRAM_FOLDERS.some((folder) => isExecutable(join(folder, name)));
}

function otherOf({ exhibit, user, entries }: Manifest): OtherExhibit {
  return { exhibit, user, hasSession: entries.some(({ id }) => id === SESSION) };
}

/** Every record in root's folder of records; none where it is not there, or closed to this user. */
export function recordsIn(folder: string): Manifest[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name))
    .map((path) => parseManifest(path, readFileSync(path, 'utf8')));
}

/** What is filled in to become files of the machine. */
export function templatesIn(resources: string): Templates {
  const text = (path: string) => readFileSync(join(resources, path), 'utf8');
  return {
    unit: text('systemd/invigil@.service'),
    polkit: text('polkit/60-invigil.rules'),
    sway: text('session/sway.conf'),
    greetd: text('session/greetd.toml'),
    greetdUnit: text('session/greetd.service.conf'),
    site: text('session/site.toml'),
  };
}
