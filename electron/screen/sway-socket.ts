/** Where sway listens for commands: its own name of the socket carries the number of its process. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { socketOwner } from '../platform/socket-owner.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const SWAY_SOCKET = /^sway-ipc\.\d+\.(\d+)\.sock$/;

/** The socket of the Wayland compositor that `environment` names; null: there is none. */
export function waylandSocket(environment: Environment): string | null {
  const { WAYLAND_DISPLAY: display, XDG_RUNTIME_DIR: folder = `/run/user/${process.getuid?.()}` } = environment;
  if (display === undefined) return null;
  return isAbsolute(display) ? display : join(folder, display);
}

/**
 * The socket for commands of the sway that `environment`'s session runs in; null: its compositor is not sway. SWAYSOCK alone may be
 * of a session before this one.
 */
export function swaySocket(environment: Environment): string | null {
  const wayland = waylandSocket(environment);
  if (wayland === null) return null;
  const named = environment['SWAYSOCK'];
  const candidates = [...(named === undefined || !existsSync(named) ? [] : [named]), ...socketsIn(dirname(wayland))];
  const owner = socketOwner(wayland);
  // Who the compositor is cannot be seen where it has privileges of its own.
  if (owner === null) return candidates[0] ?? null;
  return candidates.find((path) => SWAY_SOCKET.exec(basename(path))?.[1] === String(owner.pid)) ?? null;
}

function socketsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => SWAY_SOCKET.test(name))
    .map((name) => join(folder, name));
}
