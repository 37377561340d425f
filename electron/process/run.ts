/**
 * One start of one service, from `before` until nothing of it is left:
 *
 *     preparing (before) -> running (the program) -> leftovers (others outlive it) -> over
 *
 * and from `preparing` straight to its end by a start failure or a stop. `before` and the program are started the same way and in
 * the same containment. Everything is known by 'exit': nothing here waits for output. Only while leftovers are dying is anything
 * looked at again and again, because of their end there is no signal.
 */
import { messageOf } from '../platform/errors.ts';
import type { InstanceEvent } from '../supervisor/policy/event.ts';
import type { OutputPort, SpawnRequest } from '../supervisor/ports.ts';
import { cautious } from './cautious.ts';
import type { Containment } from './containment.ts';
import { launch, spareFor } from './launch.ts';
import type { Log } from './log.ts';
import type { OomScore } from './oom-score.ts';
import type { Spares } from './spares.ts';
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
  readonly oomScore: OomScore;
  readonly spares: Spares;
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

/** Leftovers are looked at after 1 ms, 2 ms, 4 ms, ... 100 ms; without a growing pause while a kill has not reached all of them. */
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

  /** The folder of its cgroup; null: it has none. */
  get cgroup(): string | null {
    return this.#containment?.cgroup ?? null;
  }

  /** Its live processes, the program first. */
  members(): number[] {
    const found = this.#containment?.members() ?? [];
    const own = found.filter((pid) => pid === this.#pid);
    return [...own, ...found.filter((pid) => pid !== this.#pid)];
  }

  /** Starts the first of `before`, or the program. */
  start(): void {
    try {
      this.#containment = cautious(this.#options.contain(), this.#options.request.instance.service, this.#options.log);
    } catch (error) {
      const reason = `its containment cannot be made: ${messageOf(error)}`;
      return this.#fail({ reason, program: this.#options.request.command[0], folders: [] });
    }
    this.#prepare(this.#containment, 0);
  }

  /** Asks every process of the instance to end. */
  stop(): void {
    this.#unwanted = true;
    this.#containment?.signal(this.#options.request.stopSignal);
  }

  /** SIGKILL to every process of the instance, until nothing is left. */
  kill(): void {
    this.#unwanted = true;
    this.#killing = true;
    if (this.#ending === null) this.#killAll();
    else this.#awaitLeftovers(this.#ending, FIRST_LOOK_MS);
  }

  /** Asks every process of the instance for a trace of its stack. */
  stack(): void {
    const { freezeSignal } = this.#options.request;
    if (freezeSignal !== null) this.#containment?.signal(freezeSignal);
  }

  /** Until a kill has reached everything, while the program's own end is still to come. */
  #killAll(): void {
    clearTimeout(this.#look);
    if (!this.#strike()) this.#look = setTimeout(() => this.#killAll(), FIRST_LOOK_MS);
  }

  /** SIGKILL to everything; false: there may be more to reach. */
  #strike(): boolean {
    return this.#containment?.kill() ?? true;
  }

  /** Runs `before` from `position` on, each to its end, and then the program. */
  #prepare(containment: Containment, position: number): void {
    const { request, output, oomScore } = this.#options;
    const command = request.before[position];
    if (command === undefined) return this.#startProgram(containment);
    const failed = (failure: StartFailure) => this.#fail({ ...failure, reason: `before: ${command.join(' ')}: ${failure.reason}` });
    launch({
      command,
      request,
      containment,
      output,
      oomScore,
      spare: null,
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
    const { request, output, oomScore, spares, tell, log } = this.#options;
    const { service } = request.instance;
    const program = { command: request.command, request, containment, output, oomScore };
    launch({
      ...program,
      spare: spares.take(service),
      started: (pid) => {
        this.#pid = pid;
        spares.began(service, () => spareFor(program, log));
        tell({ type: 'spawned', pid });
      },
      failed: (failure) => this.#fail(failure),
      exited: (code, signal) => {
        this.#pid = null;
        spares.ended(service);
        this.#tellOutOfMemory();
        const left = this.#lives();
        tell({ type: 'exited', code, signal, left });
        if (left) this.#leave(GONE);
        else this.#over({ event: null, failure: null });
      },
    });
  }

  /** Before `exited`, so that the kernel's SIGKILL is known for what it is. */
  #tellOutOfMemory(): void {
    const { request, tell } = this.#options;
    const found = this.#containment?.outOfMemory() ?? null;
    const allowed = request.limits.memoryBytes;
    if (found !== null && allowed !== null) tell({ type: 'over-limit', limit: 'memory', found, allowed });
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
    const reached = this.#killing ? this.#strike() : true;
    this.#look = setTimeout(
      () => {
        if (this.#lives()) this.#awaitLeftovers(ending, reached ? Math.min(pauseMs * 2, LONGEST_PAUSE_MS) : FIRST_LOOK_MS);
        else this.#over(ending);
      },
      reached ? pauseMs : FIRST_LOOK_MS,
    );
  }

  #over({ event, failure }: Ending): void {
    clearTimeout(this.#look);
    this.#containment?.release();
    // Who asked for the end is told of the end.
    const told = this.#unwanted && event !== null ? GONE.event : event;
    if (told !== null) this.#options.tell(told);
    this.#options.over(this.#unwanted ? null : failure);
  }

  #lives(): boolean {
    return this.#containment?.alive() ?? false;
  }
}
