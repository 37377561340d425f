/** The login session of this account, as it can be found also over ssh, where nothing of it is in the environment. */
import { accepts } from '../../platform/accepts.ts';
import { socketOwner } from '../../platform/socket-owner.ts';
import { waylandSockets } from '../../session/wayland.ts';

export type Session =
  /** `compositor`: the program's name; null: not to be seen. `socket`: absolute. */
  | { readonly kind: 'wayland'; readonly socket: string; readonly compositor: string | null }
  | { readonly kind: 'x11'; readonly display: string };

type Environment = Readonly<Record<string, string | undefined>>;

/** Names of programs as they are called in XDG_CURRENT_DESKTOP. */
const DESKTOPS: Readonly<Record<string, string>> = { gnome: 'gnome-shell', kde: 'kwin_wayland' };

/** Wayland goes first: beside it X11 is Xwayland's. */
export async function findSession(environment: Environment): Promise<Session | null> {
  const folder = environment['XDG_RUNTIME_DIR'] ?? `/run/user/${process.getuid?.()}`;
  for (const socket of waylandSockets(folder, environment['WAYLAND_DISPLAY'])) {
    if (await accepts(socket)) return { kind: 'wayland', socket, compositor: compositorAt(socket, environment) };
  }
  const display = environment['DISPLAY'];
  return display === undefined || display === '' ? null : { kind: 'x11', display };
}

function compositorAt(socket: string, environment: Environment): string | null {
  const owner = socketOwner(socket);
  if (owner !== null) return owner.program;
  const desktop = environment['XDG_CURRENT_DESKTOP']?.split(':').at(-1)?.toLowerCase();
  return desktop === undefined || desktop === '' ? null : (DESKTOPS[desktop] ?? desktop);
}
