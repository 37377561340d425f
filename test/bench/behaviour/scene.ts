/** One supervisor with one service, and all that came of them: known by notes and by the peer's mark, and ended whatever happens. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../../../electron/platform/clock.ts';
import { isAlive, readStat } from '../../../electron/process/proc.ts';
import type { Child, Peer, RunningPeer } from '../peer.ts';
import { endMarked } from '../peers/mark.ts';
import { asked } from './asked.ts';
import { Said } from './said.ts';

/** Longer than any supervisor needs for a start on a busy machine. */
const STARTED_WITHIN_MS = 30_000;
/** Services are left alone so long at first: what ends in its first seconds is treated otherwise by some. */
const SETTLED_MS = 3_000;
const LOOK_MS = 5;

export type Service = Omit<Child, 'name' | 'byDefault'>;

export class Scene {
  static readonly SERVICE = 'subject';

  readonly peer: Peer;
  /** The supervisor's own. */
  readonly folder: string;
  readonly said: Said;
  readonly #base: string;
  #child: Child | null = null;
  /** The first supervisor, and those after killed ones. */
  readonly #supervisors: RunningPeer[] = [];

  private constructor(peer: Peer) {
    this.peer = peer;
    this.#base = mkdtempSync(join(tmpdir(), 'inv-bench-'));
    this.folder = join(this.#base, 'peer');
    mkdirSync(this.folder);
    this.said = new Said(this.folder, this.#base, () => asked(peer, this.folder, Scene.SERVICE));
  }

  /** Starts the supervisor, waits until its service runs, does something with both, and ends everything. */
  static async play<T>(peer: Peer, service: (scene: Scene) => Service, act: (scene: Scene) => Promise<T>): Promise<T> {
    const scene = new Scene(peer);
    try {
      scene.#child = { ...service(scene), name: Scene.SERVICE, byDefault: true };
      await scene.startSupervisor();
      if ((await scene.until(() => scene.mains.length > 0, STARTED_WITHIN_MS)) === null) {
        throw new Error(`${peer.title} did not start its service; it says: ${scene.said.last(/./) ?? 'nothing'}`);
      }
      await sleep(SETTLED_MS);
      scene.said.fromNow();
      return await act(scene);
    } finally {
      await scene.#close();
    }
  }

  /** A path beside the supervisor's folder. */
  path(name: string): string {
    return join(this.#base, name);
  }

  /** Where services write their notes, one `ROLE NUMBER...` a line. */
  get notes(): string {
    return this.path('notes');
  }

  get supervisor(): RunningPeer {
    const running = this.#supervisors.at(-1);
    if (running === undefined) throw new Error(`${this.peer.title} does not run`);
    return running;
  }

  /** A supervisor in the same folder, the first one or that after a killed one. */
  async startSupervisor(): Promise<void> {
    if (this.#child === null) throw new Error('a scene without a service');
    this.#supervisors.push(await this.peer.start(this.folder, [this.#child]));
  }

  /** The numbers noted under this role, in order. */
  noted(role: string): number[][] {
    if (!existsSync(this.notes)) return [];
    const lines = readFileSync(this.notes, 'utf8')
      .split('\n')
      .map((line) => line.split(' '));
    return lines.filter(([word]) => word === role).map(([, ...numbers]) => numbers.map(Number));
  }

  /** The main processes of all starts so far, in order. */
  get mains(): number[] {
    return this.noted('main').flatMap(([pid]) => pid ?? []);
  }

  /** The one that began last. */
  get main(): number {
    const pid = this.mains.at(-1);
    if (pid === undefined) throw new Error('the service never began');
    return pid;
  }

  /** The first process that noted this role, awaited. */
  async first(role: string): Promise<number> {
    await this.until(() => this.noted(role).length > 0, STARTED_WITHIN_MS);
    const pid = this.noted(role)[0]?.[0];
    if (pid === undefined) throw new Error(`no ${role} of the service began under ${this.peer.title}`);
    return pid;
  }

  /** Whether a process runs; one that has ended and waits for its parent to look does not. */
  lives(pid: number): boolean {
    return isAlive(readStat(pid));
  }

  /** In milliseconds, how long it took until the condition held; null: longer than `withinMs`. */
  async until(holds: () => boolean, withinMs: number): Promise<number | null> {
    const begin = monotonicMs();
    for (;;) {
      if (holds()) return monotonicMs() - begin;
      if (monotonicMs() - begin > withinMs) return null;
      await sleep(LOOK_MS);
    }
  }

  /** How long it took until the service has begun once more than `before` times. */
  restarted(before: number, withinMs: number): Promise<number | null> {
    return this.until(() => this.mains.length > before, withinMs);
  }

  async #close(): Promise<void> {
    try {
      for (const supervisor of this.#supervisors.toReversed()) await supervisor.end();
    } finally {
      // What a supervisor left behind, or began before its start failed, is no reason to leave it here.
      await endMarked(this.folder);
      rmSync(this.#base, { recursive: true, force: true });
    }
  }
}
