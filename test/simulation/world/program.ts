/**
 * One start of one service: a main process and what it leaves behind. It beats by itself as a thing of the queue, one object
 * for its whole life. What it does is reported as the facts that real ports would report.
 */
import type { EventBody, InstanceEvent } from '../../../electron/supervisor/policy/event.ts';
import type { ServicePlan } from '../../../electron/supervisor/policy/plan.ts';
import type { Random } from '../random.ts';
import type { Habits } from './habits.ts';
import type { Due, Queue } from './queue.ts';

/** What a program needs of the world around it. */
export interface Ground {
  readonly now: number;
  readonly queue: Queue;
  after(delayMs: number, happen: () => void): void;
  report(event: EventBody): void;
  /** Whether everything that it needs to live is there in truth, whatever was reported. */
  nourished(plan: ServicePlan): boolean;
}

// Without Omit the union would lose its members' own fields.
type Said<E> = E extends InstanceEvent ? Omit<E, 'service' | 'instance'> : never;

export class Program implements Due {
  at = 0;
  order = 0;
  /** Begun and not yet answered; alive; main process gone, others of the service live; nothing is left. */
  life: 'forking' | 'alive' | 'left' | 'gone' = 'forking';
  traced = false;
  /** Why it is rightly suspected of being frozen, stalled or never ready; null: nothing can be held against it. */
  blame: string | null = null;
  readonly plan: ServicePlan;
  readonly number: number;
  readonly #ground: Ground;
  readonly #habits: Habits;
  readonly #random: Random;
  #beating = false;
  #scheduled = 0;
  #count = 0;
  #frozen = false;
  #obeysStop = true;
  #stuckUntil = 0;
  #silentUntil = 0;
  #stalledUntil = 0;
  #mute = false;
  #shown = false;
  #asked = false;

  constructor(plan: ServicePlan, number: number, ground: Ground, habits: Habits, random: Random) {
    this.plan = plan;
    this.number = number;
    this.#ground = ground;
    this.#habits = habits;
    this.#random = random;
    ground.after(random.whole(1, 3), () => this.#fork());
  }

  #say(event: Said<InstanceEvent>): void {
    this.#ground.report({ ...event, service: this.plan.name, instance: this.number });
  }

  #fork(): void {
    if (this.life !== 'forking') return;
    if (this.#ground.now < this.#habits.startFailsUntil) {
      this.life = 'gone';
      this.#say({ type: 'start-failed', reason: 'no such program' });
      return;
    }
    this.life = 'alive';
    this.#say({ type: 'spawned', pid: 1000 + this.number });
    if (this.#asked) this.#obey();
    const { now } = this.#ground;
    const habits = this.#habits;
    const slow = now < habits.slowUntil ? habits.slowByMs : 0;
    if (slow > 0) this.blame = 'slow start';
    if (this.plan.heartbeat.watched) this.#in(habits.startMs + slow, () => this.#becomeReady());
    if (habits.endsAfterMs !== null) this.#in(habits.endsAfterMs, () => this.end(0, null));
    if (now < habits.flapUntil) this.#in(this.#random.whole(1, habits.flapEveryMs), () => this.end(1, null));
    if (!this.#ground.nourished(this.plan)) this.starve(this.#random.whole(50, 400));
  }

  #in(delayMs: number, act: () => void): void {
    this.#ground.after(delayMs, () => {
      if (this.life === 'alive') act();
    });
  }

  #becomeReady(): void {
    const waitMs = this.#habits.neverReadyUntil - this.#ground.now;
    if (this.#frozen || this.#mute) return;
    if (waitMs > 0 || this.traced) {
      if (waitMs > 0) this.blame = 'never ready';
      this.#in(Math.max(waitMs, 100), () => this.#becomeReady());
      return;
    }
    if (this.#ground.now >= Math.max(this.#silentUntil, this.#stalledUntil)) this.blame = null;
    // The adapters say `ready` themselves where the first beat means it.
    this.#say({ type: 'ready' });
    this.#beating = true;
    this.#scheduled = this.#ground.now;
    this.at = this.#ground.now + (this.#habits.saysReady ? this.#habits.periodMs : 0);
    this.#ground.queue.put(this);
  }

  /** The next beat. */
  happen(): void {
    if (this.life !== 'alive' || this.#frozen || this.#mute || this.traced) {
      this.#beating = false;
      return;
    }
    const { now } = this.#ground;
    const habits = this.#habits;
    if (now < this.#silentUntil) {
      this.at = this.#silentUntil;
      this.#ground.queue.put(this);
      return;
    }
    const stalled = now < this.#stalledUntil;
    if (!stalled) {
      this.#count++;
      if (this.blame !== null) this.blame = null;
    }
    // On schedule, each beat a little late; time in which it was silent is not made up for.
    this.#scheduled = Math.max(this.#scheduled + habits.periodMs, now);
    this.at = this.#scheduled + Math.floor(this.#random.next() * (habits.jitterMs + 1));
    this.#ground.queue.put(this);
    const { name } = this.plan;
    this.#ground.report(
      habits.progress
        ? { type: 'beat', service: name, instance: this.number, progress: this.#count }
        : { type: 'beat', service: name, instance: this.number },
    );
  }

  show(): void {
    this.#in(this.#habits.loadMs, () => {
      const waitMs = this.#habits.neverReadyUntil - this.#ground.now;
      if (waitMs > 0) this.blame = 'page never shown';
      if (waitMs > 0) this.#in(waitMs, () => this.show());
      else if (!this.#shown && !this.#frozen && !this.traced) this.#say({ type: 'shown' });
      else if (this.traced) this.#in(100, () => this.show());
    });
  }

  hold(): void {
    this.#shown = false;
  }

  stop(): void {
    this.#asked = true;
    if (this.life === 'alive') this.#obey();
  }

  #obey(): void {
    if (this.#obeysStop && !this.traced) this.#in(this.#habits.stopMs, () => this.end(null, 'SIGTERM'));
  }

  kill(): void {
    this.#ground.after(this.#random.whole(1, 5), () => {
      if (this.life === 'forking') this.kill();
      else if (this.#ground.now < this.#stuckUntil) this.#ground.after(this.#stuckUntil - this.#ground.now, () => this.kill());
      else if (this.life === 'alive') this.end(null, 'SIGKILL');
      else if (this.life === 'left') this.#vanish();
    });
  }

  /** The main process ends and nothing is left; some ports say so twice. */
  end(code: number | null, signal: string | null): void {
    if (this.life !== 'alive') return;
    this.life = 'gone';
    this.#say({ type: 'exited', code, signal, left: false });
    if (this.#random.chance(0.3)) this.#ground.after(1, () => this.#say({ type: 'gone' }));
  }

  /** The main process ends, the rest lives on until it is killed, or until it will. */
  background(lingerMs: number, stuck: boolean): void {
    if (this.life !== 'alive') return;
    this.life = 'left';
    if (stuck) this.#stuckUntil = this.#ground.now + lingerMs;
    this.#say({ type: 'exited', code: 0, signal: null, left: true });
    this.#ground.after(lingerMs, () => this.#vanish());
  }

  #vanish(): void {
    if (this.life !== 'left') return;
    this.life = 'gone';
    this.#say({ type: 'gone' });
  }

  /** What it needs is gone: it ends by itself. */
  starve(delayMs: number): void {
    this.#in(delayMs, () => this.end(1, null));
  }

  freeze(obeysStop: boolean): void {
    this.#frozen = true;
    this.#obeysStop = obeysStop;
    this.blame = 'frozen';
  }

  hush(forMs: number): void {
    this.#silentUntil = Math.max(this.#silentUntil, this.#ground.now + forMs);
    this.blame ??= 'silent';
  }

  stall(forMs: number): void {
    this.#stalledUntil = this.#ground.now + forMs;
    this.blame ??= 'stalled';
  }

  busy(forMs: number, silentMs: number, repeats: number): void {
    if (this.#frozen || this.#mute || this.traced) return;
    this.#say({ type: 'busy', forMs });
    this.hush(silentMs);
    if (repeats > 0) this.#in(Math.max(1, Math.floor(forMs / 2)), () => this.busy(forMs, silentMs, repeats - 1));
  }

  refuse(): void {
    this.#mute = true;
    this.blame = 'incompatible';
    this.#say({ type: 'incompatible', detail: 'speaks version 9' });
  }

  /** Its threads stand still until the debugger lets go; then what is overdue happens at once. */
  trace(forMs: number): void {
    if (this.traced) return;
    this.traced = true;
    this.#in(forMs, () => this.release());
  }

  release(): void {
    if (!this.traced) return;
    this.traced = false;
    // Until it beats again nothing tells the time that it was held from a freeze.
    this.blame ??= 'just left a debugger';
    if (this.#asked) this.#obey();
    if (this.#beating || !this.#started()) return;
    this.#beating = true;
    this.at = this.#ground.now;
    this.#ground.queue.put(this);
  }

  /** The debugger lets go, and it reports that it is well again. */
  heal(): void {
    this.release();
    if (this.life === 'alive' && this.plan.heartbeat.watched) this.#say({ type: 'health', status: 'healthy' });
  }

  #started(): boolean {
    return this.at > 0;
  }

  /** The end of the supervisor, or of the machine: nobody is told. */
  perish(): void {
    this.life = 'gone';
  }
}
