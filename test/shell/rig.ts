/** A supervisor's part for one shell: real Electron in a real Wayland session, the other end of its line, and a page to show. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Router } from 'zeromq';
import { bundleShell } from '../../build/bundle-shell.ts';
import { type Electron, shellCommand } from '../../electron/platform/electron-path.ts';
import type { ShellSettings } from '../../electron/shell/environment.ts';
import type { PageSettings } from '../../electron/shell/protocol.ts';
import { commandLine, descendants } from '../lab/processes.ts';
import { stageElectron } from '../support/electron.ts';
import { asSessionUser, type Colour, WaylandSession } from '../support/wayland.ts';

export const HOLDING = { red: 0x20, green: 0x40, blue: 0x70 } as const;

export interface Message {
  readonly type: string;
  readonly state?: string;
  readonly message?: string;
  readonly instance?: string;
  readonly fatal?: boolean;
  readonly ready?: boolean;
  readonly status?: string;
  readonly traceback?: string;
  readonly checks?: readonly object[];
  readonly name?: string;
  readonly value?: number;
  readonly way?: string;
  readonly id?: string;
  readonly reason?: string;
  readonly software?: boolean;
}

export interface SwayWindow {
  readonly name?: string | null;
  readonly app_id?: string | null;
  readonly pid?: number;
  readonly fullscreen_mode?: number;
  readonly nodes?: readonly SwayWindow[];
  readonly floating_nodes?: readonly SwayWindow[];
}

const sameColour = (a: Colour, b: Colour) => Math.abs(a.red - b.red) + Math.abs(a.green - b.green) + Math.abs(a.blue - b.blue) <= 6;
const isWhite = ({ red, green, blue }: Colour) => red > 0xf0 && green > 0xf0 && blue > 0xf0;

/** Of the page: its timeouts in milliseconds, and what its settings have other than usual. */
export interface Showing {
  readonly load?: number;
  readonly page?: number;
  readonly stall?: number;
  readonly busy?: number;
  readonly settings?: Partial<PageSettings>;
}

export class Rig {
  readonly session: WaylandSession;
  readonly #folder: string;
  readonly #electron: string;
  readonly #router: Router;
  readonly #endpoint: string;
  #shell: ChildProcess | null = null;
  #address: Buffer | null = null;
  #number = 0;
  #profile = 0;
  #looking = false;
  messages: Message[] = [];
  output = '';

  private constructor(session: WaylandSession, folder: string, electron: string, router: Router, endpoint: string) {
    this.session = session;
    this.#folder = folder;
    this.#electron = electron;
    this.#router = router;
    this.#endpoint = endpoint;
    void this.#receive();
  }

  /** `overlay`: the folder of another page for the overlay. */
  static async start(electron: Electron, size = '1280x720', pages: { readonly overlay?: string } = {}): Promise<Rig> {
    const folder = mkdtempSync(join(tmpdir(), 'invigil-shell-'));
    try {
      chmodSync(folder, 0o755);
      const bundle = join(folder, 'shell');
      await bundleShell(bundle, pages);
      const program = stageElectron(electron, folder);
      const router = new Router({ linger: 0 });
      const socket = join(folder, 'line.sock');
      await router.bind(`ipc://${socket}`);
      chmodSync(socket, 0o777);
      return new Rig(await WaylandSession.start(size), folder, program, router, `ipc://${socket}`);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  get pid(): number {
    if (this.#shell?.pid === undefined) throw new Error('no shell runs');
    return this.#shell.pid;
  }

  get instance(): string {
    return `lab-${this.#number}`;
  }

  /** Where the shell looks for the supervisor's API. */
  get control(): string {
    return join(this.#folder, 'control.sock');
  }

  /** Starts a shell, with further arguments for Electron and more in its environment. */
  launch(
    more: Partial<Pick<ShellSettings, 'windowed' | 'hidden' | 'hotkey' | 'corner'>> = {},
    electronArguments: readonly string[] = [],
    environment: Readonly<Record<string, string>> = {},
    profiles: 'a fresh profile' | 'the same profile' = 'a fresh profile',
  ): void {
    this.#number += 1;
    if (profiles === 'a fresh profile') this.#profile = this.#number;
    this.messages = [];
    this.output = '';
    this.#address = null;
    const profile = join(this.#folder, `profile-${this.#profile}`);
    mkdirSync(profile, { mode: 0o700, recursive: true });
    const { uid, gid } = statSync(this.session.environment['XDG_RUNTIME_DIR'] ?? profile);
    chownSync(profile, uid, gid);
    const bundle = join(this.#folder, 'shell');
    const command = shellCommand({
      electron: { path: this.#electron },
      bundle,
      noSandbox: false,
      profile,
      ozone: 'wayland',
      software: true,
    });
    const [program, ...args] = asSessionUser([...command, ...electronArguments]);
    const { red, green, blue } = HOLDING;
    const env = {
      ...this.session.environment,
      INVIGIL_SERVICE: 'display',
      INVIGIL_INSTANCE: this.instance,
      INVIGIL_ENDPOINT: this.#endpoint,
      INVIGIL_CONTROL: this.control,
      INVIGIL_SHELL: JSON.stringify({
        title: 'The Lantern Room',
        colour: `#${Buffer.from([red, green, blue]).toString('hex')}`,
        locale: 'de',
        windowed: false,
        hidden: false,
        hotkey: 'Ctrl+Alt+I',
        corner: { where: 'top-left', taps: 5 },
        ...more,
      }),
      ...environment,
    };
    const shell = spawn(program, args, { env, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    for (const stream of [shell.stdout, shell.stderr]) stream.on('data', (chunk: Buffer) => (this.output += chunk));
    this.#shell = shell;
  }

  /** Returns when `condition` holds; throws with what was waited for when the shell ends first or the deadline passes. */
  async until(what: string, condition: () => boolean | Promise<boolean>, deadlineMs = 20_000): Promise<void> {
    const end = performance.now() + deadlineMs;
    while (!(await condition())) {
      if (this.#shell !== null && hasEnded(this.#shell)) throw new Error(`the shell ended while this was waited for: ${what}`);
      if (performance.now() > end) throw new Error(`not within ${deadlineMs} ms: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** The holding page is on the screen, says the shell. */
  ready(): Promise<void> {
    return this.until('hello from the shell', () => this.messages.some(({ type, ready }) => type === 'hello' && ready === true));
  }

  show(url: string, { load = 30_000, page = 1500, stall = 60_000, busy = 60_000, settings = {} }: Showing = {}): void {
    const timeouts = { load_timeout_ms: load, page_timeout_ms: page, page_stall_ms: stall };
    const plain = { allow: [], permissions: [], zoom: 1, cursor: 'shown', storage: 'keep', css: null, headers: {} };
    this.tell({ type: 'show', url, ...timeouts, page_busy_max_ms: busy, page_busy_total_ms: busy, page: { ...plain, ...settings } });
  }

  tell(message: object): void {
    if (this.#address === null) throw new Error('the shell has not said anything yet');
    void this.#router.send([this.#address, JSON.stringify(message)]);
  }

  /** How often the shell has told this state of its page. */
  told(state: string): number {
    return this.messages.filter((message) => message.type === 'page' && message.state === state).length;
  }

  /** How often the shell has asked for a restart. */
  fatal(): number {
    return this.messages.filter(({ type, fatal }) => type === 'error' && fatal === true).length;
  }

  /** Returns after so many more beats of the shell. */
  beats(more: number): Promise<void> {
    const count = () => this.messages.filter(({ type }) => type === 'beat').length;
    const enough = count() + more;
    return this.until(`${more} beats`, () => count() >= enough);
  }

  sees(what: string, colour: Colour): Promise<void> {
    return this.until(what, async () => sameColour(await this.session.pixel(20, 20), colour));
  }

  /** Looks at the screen all the time, until the function it returns is called; that one says how often it was white. */
  watchForWhite(): () => Promise<number> {
    this.#looking = true;
    const watching = (async () => {
      let white = 0;
      while (this.#looking) if (isWhite(await this.session.pixel(20, 20))) white += 1;
      return white;
    })();
    return () => {
      this.#looking = false;
      return watching;
    };
  }

  /** The windows that the compositor has. */
  async windows(): Promise<SwayWindow[]> {
    const of = (node: SwayWindow): SwayWindow[] => [
      ...(node.pid === undefined ? [] : [node]),
      ...[...(node.nodes ?? []), ...(node.floating_nodes ?? [])].flatMap(of),
    ];
    return of(JSON.parse(await this.session.sway('-t', 'get_tree')));
  }

  /** Keeps a picture for people, where INVIGIL_SHOTS names a folder. */
  async shot(name: string): Promise<void> {
    const folder = process.env['INVIGIL_SHOTS'];
    if (folder !== undefined) writeFileSync(join(folder, `${name}.png`), await this.session.screenshot());
  }

  /** The renderer of the exhibit's page, or of the holding page when there is none. */
  lastRenderer(): number | undefined {
    return this.#child(/--renderer-client-id=(\d+) .*--invigil-view=page/) ?? this.#child(/--renderer-client-id=(\d+)/);
  }

  /** That of the overlay's page. */
  overlayRenderer(): number | undefined {
    return this.#child(/--renderer-client-id=(\d+) .*--invigil-view=overlay/);
  }

  graphics(): number | undefined {
    return this.#child(/--type=gpu-process/);
  }

  strike(pid: number | undefined): void {
    if (pid === undefined) throw new Error('there is no such process');
    process.kill(pid, 'SIGKILL');
  }

  /** Of the processes of the shell whose command line has the mark, the one with the highest number in it. */
  #child(mark: RegExp): number | undefined {
    const found = descendants(this.pid).flatMap((pid) => {
      const match = mark.exec(commandLine(pid));
      return match === null ? [] : [{ pid, number: Number(match[1] ?? 0) }];
    });
    return found.sort((a, b) => b.number - a.number)[0]?.pid;
  }

  /** Ends the shell and everything of it. */
  async kill(): Promise<void> {
    this.#looking = false;
    const shell = this.#shell;
    if (shell?.pid === undefined) return;
    if (!hasEnded(shell)) {
      process.kill(-shell.pid, 'SIGKILL');
      await once(shell, 'exit');
    }
    this.#shell = null;
  }

  /** Resolves with the exit status, or the signal, that the shell ended with. */
  async exited(): Promise<number | string | null> {
    const shell = this.#shell;
    if (shell === null) throw new Error('no shell runs');
    this.#shell = null;
    if (!hasEnded(shell)) await once(shell, 'exit', { signal: AbortSignal.timeout(10_000) });
    return shell.exitCode ?? shell.signalCode;
  }

  async end(): Promise<void> {
    await this.kill();
    this.#router.close();
    await this.session.end();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #receive(): Promise<void> {
    for await (const [address, frame] of this.#router) {
      const message: Message = JSON.parse(String(frame));
      if (message.instance !== this.instance) continue;
      this.#address = address ?? null;
      this.messages.push(message);
    }
  }
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;
