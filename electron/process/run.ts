/**
 * One start of one service, from `before` until nothing of it is left:
 *
 *     preparing (before) -> running (the program) -> leftovers (others outlive it) -> over
 *
 * and from `preparing` straight to its end by a start failure or a stop. `before` and the program are started the same way and in
 * the same containment. Everything is known by 'exit': nothing here waits for output. Only while leftovers are dying is anything
 * looked at again and again, because of their end there is no signal.
 */
import type { InstanceEvent } from '../supervisor/policy/event.ts';
import type { OutputPort, SpawnRequest } from '../supervisor/ports.ts';
import type { Containment } from './containment.ts';
import { messageOf } from './errors.ts';
import { launch } from './launch.ts';
import type { Log } from './log.ts';
import type { StartFailure } from './start-failure.ts';

type Each<T> = T extends unknown ? Omit<T, 'service' | 'instance'> : never;
/** An event of this instance, without its name and number. */
export type RunEvent = Each<InstanceEvent>;

export interface RunOptions {
  /** Its `environment` holds the marks. */
  readonly request: SpawnRequest;
  /** Throws when the machine refuses. */
  readonly contain: () => Containment;
  readonly output: OutputPort;
  readonly tell: (event: RunEvent) => void;
  /** Once, when nothing of the instance is left; with the start failure that ended it. */
  readonly over: (failure: StartFailure | null) => void;
  readonly log: Log;
}

/** What is told at the end. */
interface Ending {
  readonly event: RunEvent | null;
  readonly failure: StartFailure | null;
}

/** Leftovers are looked at after 1 ms, 2 ms, 4 ms, ... 100 ms. */
const FIRST_LOOK_MS = 1;
const LONGEST_PAUSE_MS = 100;

const GONE: Ending = { event: { type: 'gone' }, failure: null };

export class Run {
  readonly #options: RunOptions;
  #containment: Containment | null = null;
  #pid: number | null = null;
  /** Somebody wants its end: after `before` nothing follows. */
  #unwanted = false;
  /** SIGKILL also to whatever appears later. */
  #killing = false;
  #look: NodeJS.Timeout | undefined;
  /** While leftovers are awaited: what is told then. */
  #ending: Ending | null = null;

  constructor(options: RunOptions) {
    this.#options = options;
  }

  /** The program's pid while it runs. */
  get pid(): number | null {
    return this.#pid;
  }

  /** Starts the first of `before`, or the program. */
  start(): void {
    try {
      this.#containment = this.#options.contain();
    } catch (error) {
      const reason = `its containment cannot be made: ${messageOf(error)}`;
      return this.#fail({ reason, program: this.#options.request.command[0], folders: [] });
    }
    this.#prepare(this.#containment, 0);
  }

  /** Asks every process of the instance to end. */
  stop(): void {
    this.#unwanted = true;
    this.#signal(this.#options.request.stopSignal);
  }

  /** SIGKILL to every process of the instance, until nothing is left. */
  kill(): void {
    this.#unwanted = true;
    this.#killing = true;
    if (this.#ending === null) this.#signal('SIGKILL');
    else this.#awaitLeftovers(this.#ending, FIRST_LOOK_MS);
  }

  /** Asks every process of the instance for a trace of its stack. */
  stack(): void {
    const { freezeSignal } = this.#options.request;
    if (freezeSignal !== null) this.#signal(freezeSignal);
  }

  #signal(signal: NodeJS.Signals): void {
    try {
      this.#containment?.signal(signal);
    } catch (error) {
      this.#options.log('error', `${this.#options.request.instance.service}: ${signal} did not reach all of it: ${messageOf(error)}`);
    }
  }

  /** Runs `before` from `position` on, each to its end, and then the program. */
  #prepare(containment: Containment, position: number): void {
    const { request, output } = this.#options;
    const command = request.before[position];
    if (command === undefined) return this.#startProgram(containment);
    const failed = (failure: StartFailure) => this.#fail({ ...failure, reason: `before: ${command.join(' ')}: ${failure.reason}` });
    launch({
      command,
      request,
      containment,
      output,
      started: () => undefined,
      failed,
      exited: (code, signal) => {
        if (this.#unwanted) this.#end(GONE);
        else if (code === 0) this.#prepare(containment, position + 1);
        else failed({ reason: signal === null ? `exit status ${code}` : `killed by ${signal}`, program: command[0], folders: [] });
      },
    });
  }

  #startProgram(containment: Containment): void {
    const { request, output, tell } = this.#options;
    launch({
      command: request.command,
      request,
      containment,
      output,
      started: (pid) => {
        this.#pid = pid;
        tell({ type: 'spawned', pid });
      },
      failed: (failure) => this.#fail(failure),
      exited: (code, signal) => {
        this.#pid = null;
        const left = this.#lives();
        tell({ type: 'exited', code, signal, left });
        if (left) this.#leave(GONE);
        else this.#over({ event: null, failure: null });
      },
    });
  }

  /** Told when nothing that `before` may have left runs any more. */
  #fail(failure: StartFailure): void {
    this.#killing = true;
    this.#end({ event: { type: 'start-failed', reason: failure.reason }, failure });
  }

  /** The end as soon as nothing is left. */
  #end(ending: Ending): void {
    if (this.#lives()) this.#leave(ending);
    else this.#over(ending);
  }

  #leave(ending: Ending): void {
    this.#ending = ending;
    this.#awaitLeftovers(ending, FIRST_LOOK_MS);
  }

  #awaitLeftovers(ending: Ending, pauseMs: number): void {
    clearTimeout(this.#look);
    if (this.#killing) this.#signal('SIGKILL');
    this.#look = setTimeout(() => {
      if (this.#lives()) this.#awaitLeftovers(ending, Math.min(pauseMs * 2, LONGEST_PAUSE_MS));
      else this.#over(ending);
    }, pauseMs);
  }

  #over({ event, failure }: Ending): void {
    this.#containment?.release();
    // Who asked for the end is told of the end.
    const told = this.#unwanted && event !== null ? GONE.event : event;
    if (told !== null) this.#options.tell(told);
    this.#options.over(this.#unwanted ? null : failure);
  }

  /** When the machine does not let us look (no file descriptor left), something is taken to live: never two at once. */
  #lives(): boolean {
    try {
      return this.#containment?.alive() ?? false;
    } catch (error) {
      this.#options.log('error', `${this.#options.request.instance.service}: what is left of it cannot be seen: ${messageOf(error)}`);
      return true;
    }
  }
}
