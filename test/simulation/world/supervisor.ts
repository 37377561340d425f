/** The loop around the policy under trial: it stamps events, steps, shows the step to the witness, and sets its one timer. */
import type { Effect } from '../../../electron/supervisor/policy/effect.ts';
import type { Event, EventBody, PersonCommand } from '../../../electron/supervisor/policy/event.ts';
import type { Beginning } from '../../../electron/supervisor/policy/index.ts';
import type { State } from '../../../electron/supervisor/policy/state.ts';
import type { Policy } from '../policy.ts';

/** Sees every step of the policy; throws when one is wrong. */
export interface Witness {
  /** A supervisor began. `booted`: after a boot, else after the end of another supervisor in the same boot. */
  begins(state: State, effects: readonly Effect[], at: number, booted: boolean): void;
  steps(before: State, event: Event, after: State, effects: readonly Effect[]): void;
}

/** What the loop needs of its machine. Times are monotonic milliseconds. */
export interface Machine {
  readonly monotonic: number;
  /** How late the next timer will fire. */
  readonly latenessMs: number;
  carryOut(effect: Effect): void;
}

export class Supervisor {
  /** Null while none runs. */
  state: State | null = null;
  /** Counts supervisors: what was on its way to or from an earlier one is void. */
  run = 0;
  steps = 0;
  readonly #policy: Policy;
  readonly #witness: Witness;
  readonly #machine: Machine;
  #timer = Number.POSITIVE_INFINITY;
  /** Messages that wait while the loop does nothing; null: it is at work. */
  #inbox: EventBody[] | null = null;

  constructor(policy: Policy, witness: Witness, machine: Machine) {
    this.#policy = policy;
    this.#witness = witness;
    this.#machine = machine;
  }

  /** When it ticks next; infinite: never, or not while it is late. */
  get ticksAt(): number {
    return this.state === null || this.#inbox !== null ? Number.POSITIVE_INFINITY : this.#timer;
  }

  begin(beginning: Beginning, booted: boolean): void {
    const { state, effects } = this.#policy.initial(beginning);
    this.state = state;
    this.#witness.begins(state, effects, beginning.at, booted);
    this.#follow(effects);
  }

  end(): void {
    this.state = null;
    this.#inbox = null;
    this.run++;
  }

  report(event: EventBody): void {
    if (this.#inbox !== null) this.#inbox.push(event);
    // The reporter made the object for this alone: beats, the bulk of a long run, are not copied.
    else this.#step(Object.assign(event, { at: this.#machine.monotonic }));
  }

  /** As every door does, it asks first whether the command can be carried out. */
  command(command: PersonCommand): void {
    if (this.state === null || this.#policy.refusal(this.state, command) !== null) return;
    this.report({ type: 'command', command, by: 'alice (cli)' });
  }

  /** Takes nothing in until `wake`. False: it does so already. */
  doze(): boolean {
    if (this.state === null || this.#inbox !== null) return false;
    this.#inbox = [];
    return true;
  }

  get dozes(): boolean {
    return this.#inbox !== null;
  }

  /** It was late: it says so, takes in what waited, and only then judges. */
  wake(lateMs: number): void {
    const waiting = this.#inbox ?? [];
    this.#inbox = null;
    this.report({ type: 'late', byMs: lateMs });
    for (const event of waiting) this.report(event);
  }

  #step(event: Event): void {
    const before = this.state;
    if (before === null) return;
    const { state, effects } = this.#policy.step(before, event);
    this.steps++;
    this.state = state;
    this.#witness.steps(before, event, state, effects);
    this.#follow(effects);
  }

  #follow(effects: readonly Effect[]): void {
    for (const effect of effects) this.#machine.carryOut(effect);
    if (this.state === null) return;
    const deadline = this.#policy.nextDeadline(this.state);
    this.#timer = deadline === null ? Number.POSITIVE_INFINITY : deadline + this.#machine.latenessMs;
  }
}
