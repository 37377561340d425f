/**
 * A double of sway's IPC: screens that come, go and change places, which a headless sway 1.7 cannot have, and windows that it does with
 * them what sway does.
 *
 * - Each screen has a workspace. When a screen goes, its workspace moves to the first one left, behind what is seen there, and back when
 *   a screen of that name comes; without any screen its windows are in no tree.
 * - A window that fills its screen and is moved fills the new one, and takes it from the one that did.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ASK, type Ask, encodeFrame } from '../../electron/screen/frame.ts';

export interface Screen {
  readonly name: string;
  readonly make?: string;
  readonly model?: string;
  readonly serial?: string;
}

interface Window {
  readonly id: number;
  readonly pid: number;
  readonly appId: string;
  workspace: string;
  fullscreen: boolean;
}

const HEAD_BYTES = 14;
const EVENT = { workspace: 0x80000000, window: 0x80000003 } as const;
const MOVE = /^\[con_id=(\d+)\] move container to output "(.+)"$/;
const FILL = /^\[con_id=(\d+)\] fullscreen enable(, focus)?$/;

export class FakeSway {
  readonly #folder = mkdtempSync(join(tmpdir(), 'inv-sway-'));
  readonly #servers: Server[] = [];
  readonly #clients = new Set<Socket>();
  readonly #listeners = new Set<Socket>();
  #screens: readonly Screen[] = [];
  /** By workspace: the screen it belongs to, also while that is not there, and the one it is on. */
  readonly #home = new Map<string, string>();
  readonly #on = new Map<string, string | null>();
  readonly #windows: Window[] = [];
  readonly commands: string[] = [];
  /** How often somebody has begun to look: at the screens first. */
  looks = 0;

  static async start(...screens: readonly Screen[]): Promise<FakeSway> {
    const sway = new FakeSway();
    // Its socket is known by the process that the compositor's belongs to.
    await sway.#listen('wayland-1');
    await sway.#listen(`sway-ipc.0.${process.pid}.sock`);
    sway.plug(...screens);
    return sway;
  }

  /** What a program in its session finds. */
  get environment(): Readonly<Record<string, string>> {
    return { WAYLAND_DISPLAY: join(this.#folder, 'wayland-1') };
  }

  open(id: number, appId: string, screen: string): void {
    for (const other of this.#windows) if (this.#screenOf(other) === screen) other.fullscreen = false;
    this.#windows.push({ id, pid: id, appId, workspace: this.#seenOn(screen), fullscreen: true });
    this.#tell('window', { change: 'new', container: {} });
  }

  close(id: number): void {
    this.#windows.splice(
      this.#windows.findIndex((window) => window.id === id),
      1,
    );
    this.#tell('window', { change: 'close', container: {} });
  }

  /** Something has happened that changes nothing. */
  nudge(): void {
    this.#tell('workspace', { change: 'rename' });
  }

  /** Screens come, and get back the workspaces that were theirs. */
  plug(...screens: readonly Screen[]): void {
    this.#screens = [...this.#screens, ...screens];
    for (const { name } of screens) {
      if (![...this.#home.values()].includes(name)) this.#home.set(`workspace of ${name}`, name);
      for (const [workspace, home] of this.#home) if (home === name || this.#on.get(workspace) === null) this.#on.set(workspace, name);
    }
    this.#tell('workspace', { change: 'init' });
  }

  unplug(...names: readonly string[]): void {
    this.#screens = this.#screens.filter(({ name }) => !names.includes(name));
    const refuge = this.#screens[0]?.name ?? null;
    for (const [workspace, on] of this.#on) if (on !== null && names.includes(on)) this.#on.set(workspace, refuge);
    this.#tell('workspace', { change: 'move' });
  }

  /** `A full`, `A`, or null: on no screen. */
  where(id: number): string | null {
    const window = this.#windows.find((one) => one.id === id);
    const screen = window === undefined ? null : this.#screenOf(window);
    return screen === null ? null : `${screen}${window?.fullscreen ? ' full' : ''}`;
  }

  async end(): Promise<void> {
    for (const client of this.#clients) client.destroy();
    await Promise.all(this.#servers.map((server) => new Promise((resolve) => server.close(resolve))));
    rmSync(this.#folder, { recursive: true });
  }

  #listen(name: string): Promise<void> {
    const server = createServer((client) => this.#serve(client));
    this.#servers.push(server);
    return new Promise((resolve) => server.listen(join(this.#folder, name), resolve));
  }

  #serve(client: Socket): void {
    this.#clients.add(client);
    let rest = Buffer.alloc(0);
    client.on('close', () => this.#clients.delete(client) && this.#listeners.delete(client));
    client.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= HEAD_BYTES && rest.length >= HEAD_BYTES + rest.readUInt32LE(6)) {
        const end = HEAD_BYTES + rest.readUInt32LE(6);
        this.#answer(client, rest.readUInt32LE(10), rest.toString('utf8', HEAD_BYTES, end));
        rest = rest.subarray(end);
      }
    });
  }

  #answer(client: Socket, asked: number, text: string): void {
    const answer = (type: Ask, value: unknown) => client.write(encodeFrame(type, JSON.stringify(value)));
    if (asked === ASK.subscribe) {
      this.#listeners.add(client);
      answer(ASK.subscribe, { success: true });
    } else if (asked === ASK.outputs) {
      this.looks += 1;
      const unnamed = { make: 'Unknown', model: 'Unknown', serial: '' };
      answer(
        ASK.outputs,
        this.#screens.map((screen) => ({ ...unnamed, ...screen, active: true })),
      );
    } else if (asked === ASK.tree) {
      answer(ASK.tree, this.#tree());
    } else if (asked === ASK.command) answer(ASK.command, [{ success: this.#obey(text) }]);
  }

  #obey(command: string): boolean {
    this.commands.push(command);
    const [, moved, screen = ''] = MOVE.exec(command) ?? [];
    if (moved !== undefined) return this.#screens.some(({ name }) => name === screen) && this.#move(Number(moved), screen);
    const [, filling] = FILL.exec(command) ?? [];
    if (filling !== undefined) return this.#fill(Number(filling));
    return command.startsWith('assign ');
  }

  #move(id: number, screen: string): boolean {
    const window = this.#windows.find((one) => one.id === id);
    if (window === undefined) return false;
    window.workspace = this.#seenOn(screen);
    return window.fullscreen ? this.#fill(id) : true;
  }

  #fill(id: number): boolean {
    const window = this.#windows.find((one) => one.id === id);
    for (const other of this.#windows) if (other.workspace === window?.workspace) other.fullscreen = other === window;
    return window !== undefined;
  }

  #screenOf({ workspace }: Window): string | null {
    return this.#on.get(workspace) ?? null;
  }

  /** The workspace that is seen there: its own. */
  #seenOn(screen: string): string {
    return [...this.#home].find(([, home]) => home === screen)?.[0] ?? '';
  }

  #tree(): object {
    const node = (id: number, type: string, more: object) => ({ id, type, nodes: [], floating_nodes: [], ...more });
    const screens = this.#screens.map(({ name }, place) => {
      const windows = this.#windows.filter((window) => this.#screenOf(window) === name);
      const nodes = windows.map(({ id, pid, appId, fullscreen }) =>
        node(id, 'con', { pid, app_id: appId, fullscreen_mode: fullscreen ? 1 : 0 }),
      );
      return node(10_000 + place, 'output', { name, nodes: [node(20_000 + place, 'workspace', { nodes })] });
    });
    return node(1, 'root', { nodes: screens });
  }

  #tell(kind: keyof typeof EVENT, event: object): void {
    const frame = encodeFrame(ASK.command, JSON.stringify(event));
    frame.writeUInt32LE(EVENT[kind], 10);
    for (const listener of this.#listeners) listener.write(frame);
  }
}
