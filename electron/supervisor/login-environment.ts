/** What a service has of the environment that the supervisor was started in. */

type Environment = Readonly<Record<string, string | undefined>>;

/** What leads to one session's screen: of a session before this one, it leads nowhere, or to the wrong place. */
const OF_ONE_SESSION: ReadonlySet<string> = new Set([
  'WAYLAND_DISPLAY',
  'WAYLAND_SOCKET',
  'DISPLAY',
  'XAUTHORITY',
  'SWAYSOCK',
  'I3SOCK',
  'XDG_SESSION_ID',
  'XDG_SESSION_TYPE',
  'XDG_SEAT',
  'XDG_VTNR',
]);

/** `session`: what the session that is there now gives. While there is none, what we were started with may be all there is. */
export function loginEnvironment(started: Environment, session: Environment): Environment {
  if (Object.keys(session).length === 0) return started;
  return Object.fromEntries(Object.entries(started).filter(([name]) => !OF_ONE_SESSION.has(name)));
}
