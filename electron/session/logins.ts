/** What logind knows of who is logged in, as it bears on one user's session: pure. */

/** A session as logind describes it; names as in org.freedesktop.login1.Session. */
export interface Login {
  /** On the bus. */
  readonly path: string;
  readonly id: string;
  readonly uid: number;
  readonly user: string;
  /** Empty: none, as over the network. */
  readonly seat: string;
  readonly class: string;
  readonly type: string;
  readonly state: string;
  /** In front on its seat; one without a seat always is. */
  readonly active: boolean;
  readonly locked: boolean;
  readonly leader: number;
  /** Of an X11 session, where the login manager told it. */
  readonly display: string;
}

/** Classes that show a login screen, or the lock in front of a session: a compositor in them is nobody's session. */
const SCREENS_OF_LOGIN: ReadonlySet<string> = new Set(['greeter', 'lock-screen']);
const GRAPHICAL: ReadonlySet<string> = new Set(['wayland', 'x11', 'mir']);

const isPerson = (login: Login): boolean => login.class.startsWith('user');
const isGraphical = (login: Login): boolean => GRAPHICAL.has(login.type);

/** The graphical session of the user, when there is exactly one that is not ending. */
export function graphicalLogin(logins: readonly Login[], uid: number): Login | null {
  const found = logins.filter((login) => login.uid === uid && isPerson(login) && isGraphical(login) && login.state !== 'closing');
  return found.length === 1 ? (found[0] ?? null) : null;
}

/**
 * Why the session of a compositor that answers is not one to start a display in now; null: it is. Its type is not asked for: a
 * compositor that was started from a text console leaves `tty` there, and that it answers says more. A lock counts only when the
 * locker has told logind (LockedHint): the signal Lock is a wish, which nobody may have heard.
 */
export function objection(login: Login, logins: readonly Login[], uid: number): string | null {
  if (SCREENS_OF_LOGIN.has(login.class)) return 'a login screen is shown';
  if (login.uid !== uid) return `it is the session of ${login.user}`;
  if (login.state === 'closing') return `the session of ${login.user} is closing`;
  if (!login.active) return inFront(login, logins);
  return login.locked ? 'the screen is locked' : null;
}

/** Who has the seat instead. */
function inFront({ seat, user, uid }: Login, logins: readonly Login[]): string {
  const other = logins.find((login) => login.seat === seat && login.active);
  if (other === undefined) return `the session of ${user} is not in front: the screen shows another console`;
  if (SCREENS_OF_LOGIN.has(other.class)) return 'a login screen is shown';
  return other.uid === uid ? `another session of ${user} is in front` : `another user is at the screen: ${other.user}`;
}

/** What there is instead of a compositor that answers, for the user of this name. */
export function loginWords(logins: readonly Login[], uid: number, user: string): string {
  const own = logins.filter((login) => login.uid === uid && isPerson(login));
  const graphical = own.filter(isGraphical);
  if (graphical.some(({ state }) => state !== 'closing')) return `${user} is logged in`;
  if (graphical.length > 0) return `the session of ${user} is closing`;
  const shown = logins.find(({ active, seat }) => active && seat !== '');
  if (shown !== undefined && SCREENS_OF_LOGIN.has(shown.class)) return 'a login screen is shown';
  if (shown !== undefined && shown.uid !== uid) return `another user is at the screen: ${shown.user}`;
  if (own.some(({ seat }) => seat !== '')) return `${user} is logged in on a text console`;
  return own.length > 0 ? `${user} is not logged in at the screen` : 'nobody is logged in';
}
