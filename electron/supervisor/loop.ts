/**
 * The one loop: event -> step -> new state + effects -> runner -> events. It owns the state; nothing else changes it.
 *
 * Invariants: events are taken in one at a time, in order of arrival, also when carrying out an effect brings new ones; every
 * event carries the monotonic time of its arrival; one timer stands for the nearest deadline; a deadline is judged only after
 * everything that had arrived was taken in, and after the loop's own lateness was taken off.
 *
 * Numbers: a timer that fires more than 50 ms late means that the loop (or the machine) was held up, not the services. Timers know
 * whole milliseconds only, so one is set two milliseconds early and the rest is waited for turn by turn of the loop.
 * What has arrived is taken in during these turns, so that nothing is left to wait for at the deadline itself.
 */
import type { Effect } from './policy/effect.ts';
import type { Beat, Event, EventBody } from './policy/event.ts';
import { dueAt, nextDeadline, step } from './policy/index.ts';
import type { Service, State } from './policy/state.ts';
import type { Vitals } from './vitals.ts';

/** A timer that fires later than this after its time was held up by the loop itself, in milliseconds. */
const LATE_MS = 50;
/** A timer is set so much before its deadline: longer than it takes to take in what has arrived. */
const EARLY_MS = 2;
/** So close to a deadline the loop turns until it is reached, in milliseconds: a timer itself may be a millisecond early. */
const CLOSE_MS = EARLY_MS + 1;
/** A longer turn while a deadline is awaited means that the loop was held up, and that something may have arrived meanwhile. */
const SMOOTH_MS = 1;
/** Longest delay that setTimeout takes; a later deadline is armed again on the way. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The clock and the timer, real or virtual. */
export interface LoopClock {
  /** Monotonic milliseconds; stands still while the machine sleeps. */
  now(): number;
  /** May fire up to a millisecond early. */
  setTimer(delayMs: number, fire: () => void): () => void;
  /** After the next turn of the loop. */
  soon(fire: () => void): void;
  /** How long the machine has slept since the last call, in milliseconds. */
  slept(): number;
}

export interface LoopOptions {
  readonly clock: LoopClock;
  readonly beginning: { readonly state: State; readonly effects: readonly Effect[] };
  /** Carries one effect out; must not throw for what the world does. */
  readonly carryOut: (effect: Effect) => void;
  /** Resolves when everything that had arrived before the call was dispatched. */
  readonly drain: () => Promise<void>;
  /** Whether the service's process is stopped in a debugger. */
  readonly traced: (service: Service) => boolean;
  /** A beat that moved nothing but its service's deadline: most events are, and little may be done for each. */
  readonly beaten: (beat: Beat, before: State) => void;
  /** After every other event with what it changed. */
  readonly changed: (event: Event, before: State, after: State) => void;
  /** A bug in a step or an effect: told, and the loop goes on with the state it had. */
  readonly broken: (error: unknown, event: Event) => void;
}

export class Loop {
  #state: State;
  readonly #options: LoopOptions;
  readonly #queue: Event[] = [];
  readonly #beginning: Effect[];
  #taking = false;
  #armed: { readonly at: number; readonly cancel: () => void } | null = null;
  #judging = false;
  #closed = false;
  #failedInARow = 0;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#state = options.beginning.state;
    this.#beginning = [...options.beginning.effects];
  }

  get state(): State {
    return this.#state;
  }

  get vitals(): Vitals {
    return {
      now: this.#options.clock.now(),
      deadline: nextDeadline(this.#state),
      waitingSince: this.#queue[0]?.at ?? null,
      failedInARow: this.#failedInARow,
    };
  }

  /** Carries out the first effects, judges what they have brought, and arms the timer. */
  start(): void {
    this.#taking = true;
    this.#carryOut(this.#beginning.splice(0));
    this.#takeIn();
  }

  readonly dispatch = (body: EventBody): void => {
    if (this.#closed) return;
    this.#queue.push({ ...body, at: this.#options.clock.now() });
    if (!this.#taking) this.#takeIn();
  };

  close(): void {
    this.#closed = true;
    this.#armed?.cancel();
    this.#armed = null;
  }

  #takeIn(): void {
    this.#taking = true;
    let mayBeNearer = this.#armed === null;
    for (let event = this.#queue.shift(); event !== undefined; event = this.#queue.shift()) if (this.#takeOne(event)) mayBeNearer = true;
    this.#taking = false;
    if (mayBeNearer) this.#arm();
  }

  /** Says whether a nearer deadline may have come: not of a beat that only moves those of its service away, which most events are. */
  #takeOne(event: Event): boolean {
    const before = this.#state;
    try {
      const { state, effects } = step(before, event);
      this.#state = state;
      if (event.type === 'beat' && effects.length === 0) {
        this.#options.beaten(event, before);
        return !this.#isCovered(event.service);
      }
      this.#carryOut(effects);
      if (effects.length > 0) this.#failedInARow = 0;
    } catch (error) {
      this.#failedInARow += 1;
      this.#options.broken(error, event);
    }
    this.#options.changed(event, before, this.#state);
    return true;
  }

  /** What has to be done comes before what has to be told: a restart does not wait for its log line. */
  #carryOut(effects: readonly Effect[]): void {
    for (const effect of effects) if (effect.type !== 'alert') this.#options.carryOut(effect);
    for (const effect of effects) if (effect.type === 'alert') this.#options.carryOut(effect);
  }

  /** The timer fires before anything of the service falls due. */
  #isCovered(name: string): boolean {
    const service = this.#state.services[this.#state.index[name] ?? -1];
    return service !== undefined && this.#armed !== null && this.#armed.at <= dueAt(this.#state, service);
  }

  /** A deadline that only moved away leaves the timer alone: it fires early once and is armed again, a beat costs no timer. */
  #arm(): void {
    if (this.#closed || this.#judging) return;
    const at = nextDeadline(this.#state);
    if (at === null || (this.#armed !== null && this.#armed.at <= at)) return;
    this.#armed?.cancel();
    const delay = Math.min(Math.max(0, at - this.#options.clock.now()), LONGEST_TIMER_MS);
    const due = this.#options.clock.now() + delay;
    this.#armed = { at: due, cancel: this.#options.clock.setTimer(Math.max(0, Math.floor(delay) - EARLY_MS), () => this.#wake(due)) };
  }

  #wake(due: number): void {
    if (this.#closed) return;
    this.#armed = null;
    const missing = this.#missing();
    const lateMs = this.#options.clock.now() - due;
    const sleptMs = this.#options.clock.slept();
    // Beats have moved every deadline away since the timer was set: there is nothing to take in for, nor to judge.
    if (missing > CLOSE_MS && lateMs <= LATE_MS && sleptMs === 0) return this.#arm();
    this.#judging = true;
    if (missing > 0 && missing <= CLOSE_MS && sleptMs === 0) this.#approach(due);
    else this.#fire(due, sleptMs);
  }

  /** Until the nearest deadline, in milliseconds; none counts as reached. */
  #missing(): number {
    const at = nextDeadline(this.#state);
    return at === null ? 0 : at - this.#options.clock.now();
  }

  /** Waits for a deadline that is close, and takes in meanwhile what has arrived. */
  #approach(due: number): void {
    const { clock } = this.#options;
    let drained = false;
    let turnedAt = clock.now();
    void this.#drain().then(() => {
      drained = true;
    });
    const turn = (): void => {
      if (this.#closed) return;
      const now = clock.now();
      const smooth = now - turnedAt <= SMOOTH_MS;
      turnedAt = now;
      const missing = this.#missing();
      if (missing <= CLOSE_MS && (missing > 0 || !drained)) clock.soon(turn);
      else if (smooth) this.#judge(now - due, clock.slept());
      else this.#fire(due, clock.slept());
    };
    clock.soon(turn);
  }

  /** The deadline is reached, or the timer came late: nothing is judged before what has arrived was taken in. */
  #fire(due: number, sleptMs: number): void {
    const lateMs = this.#options.clock.now() - due;
    void this.#drain().then(() => this.#judge(lateMs, sleptMs));
  }

  async #drain(): Promise<void> {
    try {
      await this.#options.drain();
    } catch (error) {
      this.#options.broken(error, { type: 'tick', traced: [], at: this.#options.clock.now() });
    }
  }

  #judge(lateMs: number, sleptMs: number): void {
    this.#judging = false;
    if (sleptMs > 0) this.dispatch({ type: 'resumed', sleptMs });
    else if (lateMs > LATE_MS) this.dispatch({ type: 'late', byMs: lateMs });
    const now = this.#options.clock.now();
    const nearest = nextDeadline(this.#state);
    if (nearest !== null && nearest <= now) {
      const traced = this.#state.services.filter((service) => dueAt(this.#state, service) <= now && this.#options.traced(service));
      this.dispatch({ type: 'tick', traced: traced.map((service) => service.plan.name) });
    }
    this.#arm();
  }
}
