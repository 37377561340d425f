/**
 * Places the windows of displays, where the compositor is sway: each on the screen that the exhibit file names, filling it, and the
 * hidden shell in front while it has something to show. On Wayland no program can do this for itself, so sway is asked, over the
 * socket that it has for that (i3's protocol).
 *
 * Owns: one connection to the sway of the session, from the first start of a display until the compositor ends.
 *
 * Invariants: nothing waits for it, and whatever goes wrong is a line in the log: a display in the wrong place is still a display.
 * What a person moves elsewhere stays there until a screen comes or goes. Only windows of services that are to stand somewhere are
 * touched, and those are known by the shell's app id or by their process.
 *
 * Two ways together: a rule (`assign`) puts a shell's window on its screen before the first frame, which without it is drawn for
 * the screen that has the focus and covers the display there; and at each change of windows or screens they are looked at as a whole and put right (arrange.ts), which serves
 * programs without an app id of ours, screens that are plugged in later, and full screen, which sway takes away and never gives back.
 * A rule of sway cannot be taken back, so one is made once for each service, screen and compositor.
 *
 * What it costs: nothing while no window opens; about 2 ms of waiting for sway at each change.
 */
import { appIdOf } from '../platform/app-id.ts';
import { messageOf } from '../platform/errors.ts';
import { type Act, arrange, assignment, type Known, type OwnWindow, type Stand } from './arrange.ts';
import { choiceInWords, chosen, type Output, outputsInWords } from './outputs.ts';
import { Sway } from './sway.ts';
import { type Environment, swaySocket, waylandSocket } from './sway-socket.ts';
import type { Window } from './windows.ts';

/** A lost connection to a sway that lives on is made anew after so long, in milliseconds. */
const AGAIN_MS = 1000;

export interface PlacementOptions {
  /** The login's, with what the session adds to it now. */
  readonly environment: () => Environment;
  /** The processes of a service; empty when it does not run. */
  readonly processes: (service: string) => readonly number[];
  /** A line in the log of a service, or in the supervisor's own. */
  readonly note: (service: string | null, text: string) => void;
}

export type { Stand } from './arrange.ts';

export class Placement {
  readonly #options: PlacementOptions;
  #stands: ReadonlyMap<string, Stand> = new Map();
  #sway: Sway | null = null;
  #opening = false;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #known: ReadonlyMap<number, Known> = new Map();
  #outputs = '';
  #busy = false;
  #again = false;
  /** Rules that this compositor has. */
  readonly #rules = new Set<string>();
  /** The last note on each service, and the session without sway that was told of. */
  readonly #told = new Map<string, string>();
  #toldSession: string | null = null;

  constructor(options: PlacementOptions) {
    this.#options = options;
  }

  /** How the windows of services stand from now on. */
  want(stands: ReadonlyMap<string, Stand>): void {
    this.#stands = stands;
    this.#outputs = '';
    if (this.#sway !== null) this.#arrange();
  }

  /** A service is about to start. If it is a display, there is a session. */
  starting(service: string): void {
    if (this.#stands.has(service)) this.#look();
  }

  #look(): void {
    if (this.#sway === null && !this.#opening && !this.#closed) void this.#open();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#sway?.close();
    this.#sway = null;
  }

  async #open(): Promise<void> {
    const { environment, note } = this.#options;
    this.#opening = true;
    clearTimeout(this.#timer);
    try {
      const path = swaySocket(environment());
      if (path === null) return this.#tellNoSway();
      const sway = await Sway.open(path);
      if (this.#closed) return sway.close();
      this.#rules.clear();
      this.#known = new Map();
      this.#sway = sway;
      await sway.follow(
        () => this.#arrange(),
        () => this.#lost(),
      );
      this.#arrange();
    } catch (error) {
      note(null, `windows are not placed: sway cannot be asked: ${messageOf(error)}`);
    } finally {
      this.#opening = false;
    }
  }

  #lost(): void {
    this.#sway = null;
    this.#timer = setTimeout(() => {
      if (swaySocket(this.#options.environment()) !== null) this.#look();
    }, AGAIN_MS);
  }

  /** One look at a time; what happens meanwhile is looked at after it. */
  #arrange(): void {
    this.#again = true;
    if (!this.#busy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#again && this.#sway !== null) {
      this.#again = false;
      try {
        await this.#putRight(this.#sway);
      } catch (error) {
        // The end of the connection is no news: the compositor's end is told by what it takes with it.
        if (this.#sway !== null) this.#options.note(null, `windows are not placed: ${messageOf(error)}`);
      }
    }
    this.#busy = false;
  }

  async #putRight(sway: Sway): Promise<void> {
    const outputs = await sway.outputs();
    await this.#makeRules(sway, outputs);
    const windows = await sway.windows();
    const now = JSON.stringify(outputs);
    // Screens have come or gone, or are wanted otherwise: a window may be put again where it was put before.
    if (now !== this.#outputs) this.#known = new Map([...this.#known].map(([id, known]) => [id, { ...known, movedTo: null }]));
    this.#outputs = now;
    // Without a screen sway shows no windows: what is known of them still counts when one comes.
    if (!outputs.some(({ active }) => active)) return;
    const { acts, known } = arrange(this.#own(windows), outputs, this.#known);
    this.#known = known;
    for (const act of acts) await this.#run(sway, act);
  }

  async #makeRules(sway: Sway, outputs: readonly Output[]): Promise<void> {
    for (const [service, { output, shell }] of this.#stands) {
      if (output === null) continue;
      const found = chosen(output, outputs);
      this.#tell(
        service,
        found === null ? `its screen ${choiceInWords(output)} is not there; there are: ${outputsInWords(outputs)}` : null,
      );
      const rule = found === null || !shell ? null : assignment(service, found.name);
      if (rule === null || this.#rules.has(rule)) continue;
      this.#rules.add(rule);
      await this.#run(sway, { service, command: rule });
    }
  }

  async #run(sway: Sway, { service, command }: Act): Promise<void> {
    const refused = await sway.run(command);
    if (refused !== null) this.#options.note(service, `sway refuses to place its window (${command}): ${refused}`);
  }

  #own(windows: readonly Window[]): readonly OwnWindow[] {
    const members = new Map([...this.#stands.keys()].map((service) => [service, new Set(this.#options.processes(service))]));
    const own = windows.flatMap((window): OwnWindow[] => {
      for (const [service, stand] of this.#stands) {
        const isOwn = (stand.shell && window.appId === appIdOf(service)) || members.get(service)?.has(window.pid) === true;
        if (isOwn) return [{ ...window, service, stand }];
      }
      return [];
    });
    return own.sort((a, b) => a.id - b.id);
  }

  /** Once for each new state of things; null: all is well. */
  #tell(service: string, text: string | null): void {
    if (text !== null && this.#told.get(service) !== text) this.#options.note(service, text);
    if (text === null) this.#told.delete(service);
    else this.#told.set(service, text);
  }

  #tellNoSway(): void {
    const session = waylandSocket(this.#options.environment()) ?? 'X11';
    const named = [...this.#stands].filter(([, { output }]) => output !== null).map(([service]) => service);
    if (named.length === 0 || this.#toldSession === session) return;
    this.#toldSession = session;
    const text = `the compositor is not sway: only a rule of its own can put ${named.join(' and ')} on a screen (docs/screens.md)`;
    this.#options.note(null, text);
  }
}
