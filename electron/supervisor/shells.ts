/**
 * What people ask of the screens: messages to the shells that run. A shell covers its screen with a page, with the holding page, or is
 * the hidden one beside displays that are programs of their own.
 *
 * `desktop` leaves all of them to the desktop for an hour at most: the exhibit is paused as long, and whatever ends the pause (resume,
 * time), or a person's start or restart of the whole exhibit, brings them back.
 */
import type { Screens, Taken } from '../command/port.ts';
import { type Exhibit, type ExhibitService, isHiddenShell, type OutputChoice } from '../config/index.ts';
import { fill } from '../documents/words/fill.ts';
import { wordsFor } from '../documents/words/words.ts';
import type { Instances } from './instances.ts';
import type { Actor, Event } from './policy/event.ts';
import type { Service, State } from './policy/state.ts';
import type { Instance, ToService } from './ports.ts';
import { list } from './words.ts';

/** How long each screen says which it is: long enough to walk from one to the other, in milliseconds. */
const IDENTIFY_MS = 10_000;
/** Somebody who has left the exhibit on the desktop and forgotten it is helped after so long, in milliseconds. */
const DESKTOP_MS = 3_600_000;

export interface ShellsOptions {
  readonly exhibit: () => Exhibit;
  readonly state: () => State;
  readonly instances: Instances;
  readonly tell: (instance: Instance, message: ToService) => void;
  readonly pause: (forMs: number, by: Actor) => Taken;
}

export class Shells implements Screens {
  readonly #options: ShellsOptions;
  #away = false;

  constructor(options: ShellsOptions) {
    this.#options = options;
  }

  /** The instance of a shell that runs and has its window; null: none does. */
  running(name: string): Instance | null {
    const { state, instances } = this.#options;
    if (!this.#all().some((shell) => shell.name === name)) return null;
    const life = this.#service(state(), name)?.life;
    return life?.state === 'running' ? instances.of(name, life.instance) : null;
  }

  /** Services whose shells run, in start order. */
  allRunning(): readonly ExhibitService[] {
    return this.#all().filter(({ name }) => this.running(name) !== null);
  }

  overlay(service: string | null): Taken {
    const shells = this.#all();
    if (shells.length === 0) return no('This exhibit has no display, and so no screen to open the overlay on.');
    if (service !== null && !shells.some(({ name }) => name === service)) {
      return no(`"${service}" has no screen of its own to open the overlay on. These have: ${shells.map(({ name }) => name).join(', ')}.`);
    }
    const name = service ?? this.allRunning()[0]?.name;
    return this.#tell(name, { type: 'overlay' }) ? { ok: true } : no(notUp(service));
  }

  identify(): Taken {
    const shells = this.allRunning();
    for (const shell of shells) this.#tell(shell.name, { type: 'identify', text: this.#title(shell), for_ms: IDENTIFY_MS });
    return shells.length > 0 ? { ok: true } : no(notUp(null));
  }

  refresh(name: string): Taken {
    const service = this.#options.exhibit().services.find((one) => one.name === name);
    if (service === undefined || service.url === null)
      return no(`"${name}" is a program of its own and shows no page. Restart it instead.`);
    if (this.running(name) === null) return no(notUp(name));
    const page = this.#service(this.#options.state(), name)?.page;
    if (page === null || page === undefined || page.state === 'held') return no(`The page of "${name}" is not on the screen now.`);
    this.#tell(name, { type: 'refresh' });
    return { ok: true };
  }

  desktop(by: Actor): Taken {
    const { exhibit, state, pause } = this.#options;
    // A program of its own cannot be taken off the screen and given back: a person decides whether to stop it.
    const covering = exhibit().services.find(
      ({ name, role, command }) => role === 'display' && command !== null && this.#service(state(), name)?.life.state !== 'stopped',
    );
    if (covering !== undefined) {
      return no(
        `"${covering.name}" is a program of its own and would stay on the screen. Stop it first, and start it again to bring it back.`,
      );
    }
    const shells = this.allRunning();
    if (shells.length === 0) return no(notUp(null));
    const paused = pause(DESKTOP_MS, by);
    if (!paused.ok) return paused;
    this.#away = true;
    for (const { name } of shells) this.#tell(name, { type: 'desktop', away: true });
    return { ok: true };
  }

  /** After each event: whether the exhibit wants its screens back. */
  after(event: Event, state: State): void {
    if (!this.#away || (state.pause !== null && !isFreshStart(event))) return;
    this.#away = false;
    for (const { name } of this.allRunning()) this.#tell(name, { type: 'desktop', away: false });
  }

  #all(): readonly ExhibitService[] {
    return this.#options.exhibit().services.filter(({ command }) => command === null);
  }

  #tell(name: string | undefined, message: ToService): boolean {
    const instance = name === undefined ? null : this.running(name);
    if (instance !== null) this.#options.tell(instance, message);
    return instance !== null;
  }

  #service(state: State, name: string): Service | undefined {
    const place = state.index[name];
    return place === undefined ? undefined : state.services[place];
  }

  /** `display on HDMI-A-1`; the hidden shell stands for the displays that it covers. */
  #title(shell: ExhibitService): string {
    const shown = isHiddenShell(shell) ? this.#options.exhibit().services.filter(({ role }) => role === 'display') : [shell];
    const words = wordsFor(this.#options.exhibit().locale);
    const titles = shown.map(({ name, output }) =>
      output === null ? name : fill(words.screenName, { service: name, output: outputWords(output) }),
    );
    return list(titles, words);
  }
}

function isFreshStart(event: Event): boolean {
  if (event.type !== 'command') return false;
  const { command } = event;
  return (command.name === 'start' || command.name === 'restart') && command.service === null;
}

function outputWords(output: OutputChoice): string {
  return 'name' in output ? output.name : [output.make, output.model, output.serial].filter((part) => part !== undefined).join(' ');
}

function notUp(service: string | null): string {
  return service === null ? 'No screen is up yet.' : `The screen of "${service}" is not up yet.`;
}

function no(reason: string): Taken {
  return { ok: false, reason };
}
