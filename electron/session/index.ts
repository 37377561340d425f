/**
 * Watches the conditions that services wait for (contract 2). This version knows one: `session`, a graphical session of this
 * user whose compositor answers and has a screen.
 *
 * Owns: the connections to compositors and to the X server, and the inotify watches that tell of new ones.
 *
 * Invariants and numbers:
 * - A socket, and even an accepted connection, proves nothing: the kernel accepts for a compositor that hangs, and for one
 *   that is still starting (45 ms before it answers). The truth is an answered `wl_display.sync`, or X11's setup.
 * - The connection stays open. Its close is the fastest sign of the end: 3 ms after a kill, 15 ms after a logout, and a killed
 *   compositor leaves its socket behind without any other sign.
 * - No polling: inotify on the runtime folder says that a socket came; then connecting is tried every 20 ms for 2 s, as a
 *   compositor binds before it listens. A compositor that hangs later on is not seen by this room.
 * - A session that holds is kept until it is lost, whatever else appears; then any other compositor of the user will do, the
 *   one that WAYLAND_DISPLAY names first. X11 is looked for only where no Wayland compositor answers: a connection to Xwayland
 *   would start it.
 */
import type { ConditionKey } from '../supervisor/policy/plan.ts';
import type { ConditionPort, Dispatch } from '../supervisor/ports.ts';
import { SessionWatch } from './session-watch.ts';

const SESSION: ConditionKey = 'session';

export interface ConditionOptions {
  readonly dispatch: Dispatch;
  /** What services of the exhibit wait for; nothing else is watched. */
  readonly wanted: readonly ConditionKey[];
  /** Where the session may be found: XDG_RUNTIME_DIR, WAYLAND_DISPLAY, DISPLAY, XAUTHORITY, HOME. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A condition that this version does not have is refused by the exhibit file's schema; one that comes here is a bug. */
export function createConditions({ dispatch, wanted, environment }: ConditionOptions): ConditionPort {
  const strange = wanted.find((key) => key !== SESSION);
  if (strange !== undefined) throw new Error(`the condition ${strange} is not in this version`);
  const session = wanted.includes(SESSION)
    ? new SessionWatch(environment, (verdict) => dispatch({ type: 'condition', key: SESSION, ...verdict }))
    : null;
  return {
    start: () => session?.start(),
    environment: () => session?.environment() ?? {},
    close: async () => session?.close(),
  };
}
