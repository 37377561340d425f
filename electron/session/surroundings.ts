/**
 * What a session gives its programs, from the session itself and now: the environment of the compositor's process, and the sockets
 * that it listens on. Never from a variable that was read once: the user manager's survive a logout, and old sockets of sway pile up.
 *
 * Read once for each connection to a compositor, and when an X server's socket comes or goes: 2 to 10 ms for 300 processes.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../platform/attempt.ts';
import { socketOwner } from '../platform/socket-owner.ts';
import { X11_FOLDER } from './x11.ts';

export type Variables = Readonly<Record<string, string>>;

/** What a compositor's own environment tells of the session. */
const OF_THE_SESSION = [
  'XDG_SESSION_ID',
  'XDG_CURRENT_DESKTOP',
  'XDG_SEAT',
  'XDG_VTNR',
  'XDG_SESSION_DESKTOP',
  'DESKTOP_SESSION',
  'DBUS_SESSION_BUS_ADDRESS',
  'XCURSOR_THEME',
  'XCURSOR_SIZE',
];

/** Marks what a supervisor started: it has its environment from here. */
const OURS = 'INVIGIL_INSTANCE';

/** Of a Wayland session. `leader`: of the session, asked where the compositor's own environment is closed to us. */
export function waylandSurroundings(folder: string, compositor: number, leader: number | null): Variables {
  const found = environmentOf(compositor) ?? (leader === null ? null : environmentOf(leader)) ?? {};
  const sway = join(folder, `sway-ipc.${statSync(`/proc/${compositor}`, { throwIfNoEntry: false })?.uid}.${compositor}.sock`);
  const display = xwaylandOf(compositor);
  return {
    ...pick(found, OF_THE_SESSION),
    // Programs for i3 know it by its other name, which sway sets too.
    ...(existsSync(sway) ? { SWAYSOCK: sway, I3SOCK: sway } : {}),
    ...(display === null ? {} : { DISPLAY: display, ...pick(clientOf(display), ['XAUTHORITY']) }),
  };
}

/** Of the X11 session on this display: as its oldest program knows it. */
export function x11Surroundings(display: string): Variables {
  return pick(clientOf(display), [...OF_THE_SESSION, 'XAUTHORITY']);
}

/** The display whose socket is the compositor's or one of its children's; it may be listened on before Xwayland itself runs. */
function xwaylandOf(compositor: number): string | null {
  for (const name of namesIn(X11_FOLDER)) {
    const number = /^X(\d+)$/.exec(name)?.[1];
    const owner = number === undefined ? null : socketOwner(join(X11_FOLDER, name));
    if (owner !== null && (owner.pid === compositor || parentOf(owner.pid) === compositor)) return `:${number}`;
  }
  return null;
}

/** The environment of this user's oldest program on the display, whose cookies are still there. */
function clientOf(display: string): Variables {
  const pids = namesIn('/proc').map(Number).filter(Number.isInteger);
  for (const pid of pids.sort((a, b) => a - b)) {
    const found = environmentOf(pid);
    if (found === null || found[OURS] !== undefined || found['DISPLAY']?.replace(/\.\d+$/, '') !== display) continue;
    const { XAUTHORITY } = found;
    if (XAUTHORITY === undefined || existsSync(XAUTHORITY)) return found;
  }
  return {};
}

/** What the process was started with; null: it is gone, or another user's. */
function environmentOf(pid: number): Variables | null {
  const text = read(`/proc/${pid}/environ`);
  if (text === null || text === '') return null;
  return Object.fromEntries(
    text.split('\0').flatMap((line) => {
      const at = line.indexOf('=');
      return at < 1 ? [] : [[line.slice(0, at), line.slice(at + 1)]];
    }),
  );
}

function parentOf(pid: number): number | null {
  const parent = /^PPid:\t(\d+)$/m.exec(read(`/proc/${pid}/status`) ?? '')?.[1];
  return parent === undefined ? null : Number(parent);
}

/** Whether the process is one of those that make up the session in the user's manager (GNOME, Plasma, uwsm), and no program in it. */
export function isSessionService(pid: number): boolean {
  return read(`/proc/${pid}/cgroup`)?.includes('/session.slice/') === true;
}

function pick(from: Variables, names: readonly string[]): Variables {
  return Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));
}

function read(path: string): string | null {
  return attempt(() => readFileSync(path, 'utf8'));
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
