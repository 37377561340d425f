/** Decides from what every display server of the user answers whether there is a session, and in which of them. */
import { basename, dirname, isAbsolute, join } from 'node:path';
import { watchFolder } from './folder-watch.ts';
import { type Finding, Link } from './link.ts';
import type { OnVerdict, Verdict, Watch } from './watch.ts';
import { SOCKET_NAME, talkWayland, waylandSockets } from './wayland.ts';
import { authorityFile, displayNumber, talkX11, X11_FOLDER } from './x11.ts';

type DisplayServer = Link<number>;
type Environment = Readonly<Record<string, string | undefined>>;

export class SessionWatch implements Watch {
  readonly #folder: string;
  readonly #environment: Environment;
  readonly #onVerdict: OnVerdict;
  readonly #wayland = new Map<string, DisplayServer>();
  readonly #stops: (() => void)[] = [];
  #x11: DisplayServer | null = null;
  /** The one that the session is in. */
  #chosen: DisplayServer | null = null;
  #said: Verdict | null = null;

  /** `runtimeFolder`: XDG_RUNTIME_DIR, or where it would be. */
  constructor(runtimeFolder: string, environment: Environment, onVerdict: OnVerdict) {
    this.#folder = runtimeFolder;
    this.#environment = environment;
    this.#onVerdict = onVerdict;
  }

  start(): this {
    const named = this.#environment['WAYLAND_DISPLAY'];
    const isSocket = (name: string | null) => name === null || SOCKET_NAME.test(name) || name === basename(named ?? '');
    const folders = new Set([this.#folder, ...(named !== undefined && isAbsolute(named) ? [dirname(named)] : [])]);
    for (const folder of folders) {
      this.#stops.push(
        watchFolder(folder, (name) => {
          if (isSocket(name)) this.#connect();
        }),
      );
    }
    if (this.#displayNumber !== null) this.#stops.push(watchFolder(X11_FOLDER, () => this.#x11?.poke()));
    this.#connect();
    return this;
  }

  look(): void {
    // Nothing to do: everything that changes is heard of.
  }

  /** What programs need to reach the session; nothing while there is none. */
  environment(): Readonly<Record<string, string>> {
    if (this.#chosen === null) return {};
    if (this.#chosen === this.#x11) return { DISPLAY: this.#environment['DISPLAY'] ?? '', XDG_SESSION_TYPE: 'x11' };
    // The short name means something only beside the folder that it is in.
    const { path } = this.#chosen;
    const short = dirname(path) === this.#environment['XDG_RUNTIME_DIR'];
    return { WAYLAND_DISPLAY: short ? basename(path) : path, XDG_SESSION_TYPE: 'wayland' };
  }

  close(): void {
    for (const stop of this.#stops) stop();
    for (const link of this.#wayland.values()) link.close();
    this.#x11?.close();
    this.#chosen = null;
  }

  get #displayNumber(): string | null {
    return displayNumber(this.#environment['DISPLAY']);
  }

  /** Connects to what is there now. */
  #connect(): void {
    const paths = waylandSockets(this.#folder, this.#environment['WAYLAND_DISPLAY']);
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
    const wayland = [...this.#wayland.values()];
    this.#openX11(wayland);
    const links = [...wayland, ...(this.#x11 === null ? [] : [this.#x11])];
    // The session that holds goes first; before any holds, an earlier server gets the time to answer.
    links.sort((a, b) => Number(b === this.#chosen) - Number(a === this.#chosen));
    const first = links.find((link) => link.finding.kind === 'asking' || isGood(link.finding));
    if (first?.finding.kind === 'asking' && this.#said === null) return;
    this.#chosen = first !== undefined && isGood(first.finding) ? first : null;
    this.#say(this.#chosen === null ? { holds: false, detail: this.#lack(links) } : { holds: true, detail: this.#name(this.#chosen) });
  }

  #openX11(wayland: readonly DisplayServer[]): void {
    const number = this.#displayNumber;
    if (number === null) return;
    const needless = wayland.some(({ finding }) => finding.kind === 'asking' || finding.kind === 'answers');
    if (this.#x11 === null && !needless) {
      const authority = authorityFile(this.#environment);
      this.#x11 = new Link(
        join(X11_FOLDER, `X${number}`),
        () => talkX11(number, authority),
        () => this.#judge(),
      );
    } else if (this.#x11 !== null && needless && this.#x11 !== this.#chosen) {
      this.#x11.close();
      this.#x11 = null;
    }
  }

  /** What is missing, in words; the server that came furthest says it. */
  #lack(links: readonly DisplayServer[]): string {
    const server = (link: DisplayServer) => (link === this.#x11 ? 'X server' : 'compositor');
    if (links.some(({ finding }) => finding.kind === 'answers')) return 'no screen is connected';
    const silent = links.find(({ finding }) => finding.kind === 'silent');
    if (silent !== undefined) return `the ${server(silent)} does not answer`;
    for (const link of links) {
      if (link.finding.kind === 'refused') return `the ${server(link)} at ${link.path} refuses: ${link.finding.why}`;
    }
    const x11 = this.#displayNumber === null ? '' : `, and no X server at ${this.#environment['DISPLAY']}`;
    return `no Wayland compositor in ${this.#folder}${x11}`;
  }

  #name(link: DisplayServer): string {
    return link === this.#x11 ? `X11 ${this.#environment['DISPLAY']}` : `Wayland ${basename(link.path)}`;
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
