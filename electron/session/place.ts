/** A display server that answers, as logind and /proc know it: whose session it is in, and what that gives its programs. */
import { basename, dirname } from 'node:path';
import { socketOwner } from '../platform/socket-owner.ts';
import type { Logind } from './logind.ts';
import { graphicalLogin, type Login } from './logins.ts';
import { isSessionService, type Variables, waylandSurroundings, x11Surroundings } from './surroundings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** How the server is reached: a Wayland socket, or an X11 display. */
export type Reached =
  | { readonly kind: 'wayland'; readonly path: string }
  | { readonly kind: 'x11'; readonly path: string; readonly display: string };

export class Place {
  readonly #reached: Reached;
  readonly #environment: Environment;
  readonly #logind: Logind | null;
  /** Null: another user's, or one that may not be looked into. */
  readonly #pid: number | null;
  /** It is a service of the user's manager, and so in no session that logind could name. */
  readonly #isService: boolean;
  /** Of its session on the bus; undefined: being asked for. */
  #session: string | null | undefined = null;
  #surroundings: Variables | null = null;

  /** `environment`: the supervisor's own. `onKnown`: whose session it is has been found out. */
  constructor(reached: Reached, environment: Environment, logind: Logind | null, onKnown: () => void) {
    this.#reached = reached;
    this.#environment = environment;
    this.#logind = logind;
    this.#pid = socketOwner(reached.path)?.pid ?? null;
    this.#isService = this.#pid === null || isSessionService(this.#pid);
    if (logind === null || this.#pid === null) return;
    this.#session = undefined;
    void logind.sessionOf(this.#pid).then((path) => {
      this.#session = path;
      onKnown();
    });
  }

  get isKnown(): boolean {
    return this.#session !== undefined;
  }

  /** Null: logind does not know it. */
  get login(): Login | null {
    const logins = this.#logind?.logins ?? null;
    if (logins === null || this.#logind === null) return null;
    if (this.#session !== null) return logins.find(({ path }) => path === this.#session) ?? null;
    return this.#isService ? graphicalLogin(logins, this.#logind.user.uid) : null;
  }

  /** What of the session is read once is to be read again. */
  forget(): void {
    this.#surroundings = null;
  }

  /** What programs need to reach the session. */
  environment(): Variables {
    this.#surroundings ??= this.#look();
    return this.#surroundings;
  }

  #look(): Variables {
    const { login } = this;
    const id = login === null ? {} : { XDG_SESSION_ID: login.id, ...(login.seat === '' ? {} : { XDG_SEAT: login.seat }) };
    if (this.#reached.kind === 'x11') {
      const { display } = this.#reached;
      const own = this.#environment['DISPLAY'] === display ? given({ XAUTHORITY: this.#environment['XAUTHORITY'] }) : {};
      return { ...id, ...own, ...x11Surroundings(display), DISPLAY: display, XDG_SESSION_TYPE: 'x11' };
    }
    const { path } = this.#reached;
    // The short name means something only beside the folder that it is in.
    const name = dirname(path) === this.#environment['XDG_RUNTIME_DIR'] ? basename(path) : path;
    const found = this.#pid === null ? this.#inherited(name) : waylandSurroundings(dirname(path), this.#pid, login?.leader ?? null);
    return { ...id, ...found, WAYLAND_DISPLAY: name, XDG_SESSION_TYPE: 'wayland' };
  }

  /** Where nothing can be looked into: what we were started with ourselves, when it is of this compositor. */
  #inherited(name: string): Variables {
    const { WAYLAND_DISPLAY, DISPLAY, XAUTHORITY, SWAYSOCK } = this.#environment;
    return WAYLAND_DISPLAY === name ? given({ DISPLAY, XAUTHORITY, SWAYSOCK }) : {};
  }
}

function given(variables: Environment): Variables {
  return Object.fromEntries(Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
