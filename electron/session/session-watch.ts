/** Decides from what every display server of the user answers, and from what logind has to say, whether there is a session, and where. */
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { SystemBus } from '../platform/system-bus.ts';
import { watchFolder } from './folder-watch.ts';
import { type Finding, Link } from './link.ts';
import { Logind } from './logind.ts';
import { loginWords, objection } from './logins.ts';
import { Place } from './place.ts';
import { type Variables, x11Surroundings } from './surroundings.ts';
import type { OnVerdict, Verdict, Watch } from './watch.ts';
import { SOCKET_NAME, talkWayland, waylandSockets } from './wayland.ts';
import { authorityFile, displayNumber, talkX11, X11_FOLDER } from './x11.ts';

type DisplayServer = Link<number>;

export interface SessionOptions {
  /** XDG_RUNTIME_DIR, or where it would be. */
  readonly runtimeFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where logind is; null: only who answers is looked at. */
  readonly bus: SystemBus | null;
}

export class SessionWatch implements Watch {
  readonly #options: SessionOptions;
  readonly #onVerdict: OnVerdict;
  readonly #wayland = new Map<string, DisplayServer>();
  readonly #stops: (() => void)[] = [];
  /** What is known of each server that answers. */
  readonly #places = new Map<DisplayServer, Place>();
  #logind: Logind | null = null;
  #x11: { readonly link: DisplayServer; readonly display: string } | null = null;
  /** The one that the session is in; null: there is none. */
  #chosen: DisplayServer | null = null;
  #said: Verdict | null = null;

  constructor(options: SessionOptions, onVerdict: OnVerdict) {
    this.#options = options;
    this.#onVerdict = onVerdict;
  }

  start(): this {
    const { runtimeFolder, environment, bus } = this.#options;
    const named = environment['WAYLAND_DISPLAY'];
    const isSocket = (name: string | null) => name === null || SOCKET_NAME.test(name) || name === basename(named ?? '');
    const folders = new Set([runtimeFolder, ...(named !== undefined && isAbsolute(named) ? [dirname(named)] : [])]);
    for (const folder of folders) {
      this.#stops.push(
        watchFolder(folder, (name) => {
          if (isSocket(name)) this.#connect();
        }),
      );
    }
    this.#stops.push(
      watchFolder(X11_FOLDER, () => {
        this.#x11?.link.poke();
        for (const place of this.#places.values()) place.forget();
      }),
    );
    if (bus !== null) this.#logind = new Logind({ bus, onChange: () => this.#judge(), onResume: () => this.look() });
    this.#connect();
    return this;
  }

  /** Everything that ends is heard of, but not a server that goes on accepting and answers no more: so it is asked. */
  look(): void {
    for (const link of this.#links) link.askAgain();
    this.#logind?.look();
  }

  /** What programs need to reach the session; nothing while there is none. */
  environment(): Variables {
    return (this.#chosen === null ? undefined : this.#places.get(this.#chosen))?.environment() ?? {};
  }

  close(): void {
    for (const stop of this.#stops) stop();
    for (const link of this.#links) link.close();
    this.#logind?.close();
    this.#chosen = null;
  }

  get #links(): readonly DisplayServer[] {
    return [...this.#wayland.values(), ...(this.#x11 === null ? [] : [this.#x11.link])];
  }

  /** The X11 display that the user may be on: as logind knows it, or as we were told at the start. */
  get #display(): string | null {
    const uid = this.#logind?.user.uid;
    const login = this.#logind?.logins?.find(
      (one) => one.uid === uid && one.type === 'x11' && one.display !== '' && one.state !== 'closing',
    );
    const display = login?.display ?? this.#options.environment['DISPLAY'] ?? null;
    return display === null || displayNumber(display) === null ? null : display;
  }

  /** Connects to what is there now. */
  #connect(): void {
    const paths = waylandSockets(this.#options.runtimeFolder, this.#options.environment['WAYLAND_DISPLAY']);
    for (const [path, link] of this.#wayland) {
      if (paths.includes(path) || link.finding.kind !== 'absent') continue;
      link.close();
      this.#wayland.delete(path);
    }
    for (const path of paths) {
      const link = this.#wayland.get(path);
      if (link === undefined) this.#wayland.set(path, new Link(path, talkWayland, () => this.#judge()));
      else link.poke();
    }
    this.#judge();
  }

  #judge(): void {
    this.#openX11();
    const links = [...this.#links];
    for (const link of this.#places.keys()) if (!links.includes(link) || link.finding.kind !== 'answers') this.#places.delete(link);
    // The session that holds goes first; before any holds, an earlier server gets the time to answer.
    links.sort((a, b) => Number(b === this.#chosen) - Number(a === this.#chosen));
    const first = links.find((link) => link.finding.kind === 'asking' || isGood(link.finding));
    const isEarly = first?.finding.kind === 'asking' || this.#logind?.isSettled === false;
    if (isEarly && this.#said === null) return;
    const good = links.filter((link) => isGood(link.finding)).map((link) => ({ link, place: this.#placeOf(link) }));
    // Asked of logind within a millisecond or two: until then what was said last stands.
    if (good.some(({ place }) => !place.isKnown)) return;
    const judged = good.map(({ link, place }) => ({ link, against: this.#objection(place) }));
    const best = judged.find(({ against }) => against === null) ?? judged[0];
    // A session that is locked or behind another one is still where everything is that runs.
    this.#chosen = best?.link ?? null;
    if (best === undefined) this.#say({ holds: false, detail: this.#lack(links) });
    else this.#say({ holds: best.against === null, detail: best.against ?? this.#name(best.link) });
  }

  #placeOf(link: DisplayServer): Place {
    const known = this.#places.get(link);
    if (known !== undefined) return known;
    const x11 = this.#x11?.link === link ? this.#x11 : null;
    const reached =
      x11 === null ? ({ kind: 'wayland', path: link.path } as const) : ({ kind: 'x11', path: link.path, display: x11.display } as const);
    const place = new Place(reached, this.#options.environment, this.#logind, () => this.#judge());
    this.#places.set(link, place);
    return place;
  }

  #objection(place: Place): string | null {
    const { login } = place;
    const logins = this.#logind?.logins ?? null;
    return login === null || logins === null || this.#logind === null ? null : objection(login, logins, this.#logind.user.uid);
  }

  #openX11(): void {
    const display = this.#display;
    const needless = [...this.#wayland.values()].some(({ finding }) => finding.kind === 'asking' || finding.kind === 'answers');
    const other = this.#x11 !== null && this.#x11.display !== display;
    if (this.#x11 !== null && (other || needless) && (this.#x11.link !== this.#chosen || other)) {
      this.#x11.link.close();
      this.#x11 = null;
    }
    const number = displayNumber(display ?? undefined);
    if (display === null || number === null || needless || this.#x11 !== null) return;
    const { environment } = this.#options;
    const authority = environment['DISPLAY'] === display ? undefined : x11Surroundings(display)['XAUTHORITY'];
    const talk = () => talkX11(number, authority ?? authorityFile(environment));
    this.#x11 = { link: new Link(join(X11_FOLDER, `X${number}`), talk, () => this.#judge()), display };
  }

  /** What is missing, in words; the server that came furthest says it. */
  #lack(links: readonly DisplayServer[]): string {
    const server = (link: DisplayServer) => (link === this.#x11?.link ? 'X server' : 'compositor');
    if (links.some(({ finding }) => finding.kind === 'answers')) return 'no screen is connected';
    const silent = links.find(({ finding }) => finding.kind === 'silent');
    if (silent !== undefined) return `the ${server(silent)} does not answer`;
    for (const link of links) {
      if (link.finding.kind === 'refused') return `the ${server(link)} at ${link.path} refuses: ${link.finding.why}`;
    }
    const x11 = this.#x11 === null ? '' : `, and no X server at ${this.#x11.display}`;
    const nobody = `no Wayland compositor in ${this.#options.runtimeFolder}${x11}`;
    const logins = this.#logind?.logins ?? null;
    if (logins === null || this.#logind === null) return nobody;
    const { uid, username } = this.#logind.user;
    return `${loginWords(logins, uid, username)} (${nobody})`;
  }

  #name(link: DisplayServer): string {
    return link === this.#x11?.link ? `X11 ${this.#x11.display}` : `Wayland ${basename(link.path)}`;
  }

  #say(verdict: Verdict): void {
    if (this.#said?.holds === verdict.holds && this.#said.detail === verdict.detail) return;
    this.#said = verdict;
    this.#onVerdict(verdict);
  }
}

function isGood(finding: Finding<number>): boolean {
  return finding.kind === 'answers' && finding.answer > 0;
}
