/**
 * A whole exhibit on a screen: the bundled supervisor and real Electron, as the plain user of a Wayland session of their own. What they
 * are made of is staged where that user may read it; the checkout may be closed to others.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Electron } from '../../electron/platform/electron-path.ts';
import { stageElectron } from '../support/electron.ts';
import { Running } from '../support/running.ts';
import { stagePackage } from '../support/stage-package.ts';
import { asSessionUser, WaylandSession } from '../support/wayland.ts';

const PROJECT = join(import.meta.dirname, '../..');
/** What the bundle leaves outside, and what that needs. */
const ADDONS = /^node-unix-socket/;

export class Stage extends Running {
  readonly session: WaylandSession;
  /** What the supervisor is started by. */
  protected readonly starter: readonly string[] = [];
  readonly #node: string;

  /** `dist/` is the bundle of these sources (test/support/bundle.ts). */
  static async open(electron: Electron, toml: string, files: Readonly<Record<string, string>> = {}, size = '1280x720'): Promise<Stage> {
    return new this(await WaylandSession.start(size), electron, toml, files);
  }

  protected constructor(session: WaylandSession, electron: Electron, toml: string, files: Readonly<Record<string, string>>) {
    super(toml, files);
    this.session = session;
    chmodSync(this.folder, 0o755);
    const { XDG_RUNTIME_DIR = '', WAYLAND_DISPLAY = '', ...rest } = session.environment;
    // The exhibit has a runtime folder of its own, so that the session's is named in full.
    Object.assign(this.environment, rest, {
      WAYLAND_DISPLAY: join(XDG_RUNTIME_DIR, WAYLAND_DISPLAY),
      INVIGIL_ELECTRON: stageElectron(electron, this.folder),
    });
    this.#node = this.#stage();
    const { uid, gid } = statSync(XDG_RUNTIME_DIR);
    for (const name of ['run', 'state', 'config', 'exhibit']) execFileSync('chown', ['-R', `${uid}:${gid}`, join(this.folder, name)]);
  }

  override spawnSupervisor(...flags: readonly string[]): ChildProcess {
    const [program, ...args] = asSessionUser([
      ...this.starter,
      this.#node,
      join(this.folder, 'dist/cli.js'),
      'run',
      join(this.folder, 'exhibit'),
      ...flags,
    ]);
    const child = spawn(program, args, { env: this.environment, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
    return child;
  }

  /** The main process of a service's shell. */
  async shell(service: string): Promise<number> {
    const { pid } = await this.service(service);
    if (pid === null) throw new Error(`${service} does not run`);
    return pid;
  }

  /** Keeps a picture for people, where INVIGIL_SHOTS names a folder. */
  async shot(name: string): Promise<void> {
    const folder = process.env['INVIGIL_SHOTS'];
    if (folder !== undefined) writeFileSync(join(folder, `${name}.png`), await this.session.screenshot());
  }

  override async remove(): Promise<void> {
    await super.remove();
    await this.session.end();
  }

  /** Returns the Node that runs it. */
  #stage(): string {
    cpSync(join(PROJECT, 'dist'), join(this.folder, 'dist'), { recursive: true });
    cpSync(join(PROJECT, 'package.json'), join(this.folder, 'package.json'));
    const modules = join(PROJECT, 'node_modules');
    mkdirSync(join(this.folder, 'node_modules'));
    for (const name of execFileSync('ls', [modules], { encoding: 'utf8' })
      .split('\n')
      .filter((one) => ADDONS.test(one))) {
      stagePackage(name, join(this.folder, 'node_modules', name));
    }
    const node = join(this.folder, 'node');
    cpSync(process.execPath, node);
    execFileSync('chmod', ['-R', 'go+rX', join(this.folder, 'dist'), node]);
    return node;
  }
}
