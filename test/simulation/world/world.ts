/**
 * A machine with an exhibit, in virtual time: it hands the policy under trial everything that can happen to one, and does what
 * the policy asks for, as the real loop, runner and ports would. It decides nothing and judges nothing: each step is shown to
 * a witness.
 *
 * Time. `now` is world time in milliseconds and never steps. The monotonic clock that the policy sees began with the present
 * boot, a few seconds above zero. Sleep is not in it, so it is not in world time either. What is due at the same millisecond
 * as a tick comes first, as the loop drains its sockets before it judges a deadline.
 */
import type { Effect } from '../../../electron/supervisor/policy/effect.ts';
import type { EventBody, PersonCommand } from '../../../electron/supervisor/policy/event.ts';
import type { Plan, ServicePlan } from '../../../electron/supervisor/policy/plan.ts';
import type { State } from '../../../electron/supervisor/policy/state.ts';
import type { Policy } from '../policy.ts';
import { Random } from '../random.ts';
import { Disk } from './disk.ts';
import { drawHabits, type Habits, heal } from './habits.ts';
import { type Ground, Program } from './program.ts';
import { type Due, Queue } from './queue.ts';
import { type Machine, Supervisor, type Witness } from './supervisor.ts';

export interface Setting {
  readonly seed: number;
  readonly plan: Plan;
  readonly beatsHz: number;
  readonly rebootPermitted: boolean;
}

/** From power to the supervisor's first moment, and what the monotonic clock shows then. */
const BOOT_MS = 20_000;
const UP_AT_MS = 4000;

export class World implements Ground, Machine {
  now = 0;
  readonly queue = new Queue();
  readonly disk = new Disk();
  /** By digest: a changed service behaves anew. */
  readonly habits = new Map<string, Habits>();
  readonly programs = new Map<string, Program>();
  readonly conditions = new Map<string, boolean>();
  plan: Plan;
  exited = false;
  open = true;
  lateByMs = 0;
  lateUntil = 0;
  rebootDenied: { until: number; silently: boolean } = { until: 0, silently: false };
  /** Instances so far. */
  starts = 0;
  readonly #setting: Setting;
  readonly #supervisor: Supervisor;
  readonly #random: Random;
  #bootAt = -UP_AT_MS;
  constructor(setting: Setting, policy: Policy, witness: Witness) {
    this.#setting = setting;
    this.#supervisor = new Supervisor(policy, witness, this);
    this.#random = new Random(setting.seed, 'world');
    this.plan = setting.plan;
    this.#boot(true);
  }

  /** World time now as the policy would count it. */
  get monotonic(): number {
    return this.now - this.#bootAt;
  }

  get latenessMs(): number {
    return this.now < this.lateUntil ? this.#random.whole(0, this.lateByMs) : 0;
  }

  /** Null while no supervisor runs. */
  get state(): State | null {
    return this.#supervisor.state;
  }

  get steps(): number {
    return this.#supervisor.steps;
  }

  /** Lets everything happen until then, or until the supervisor exits. */
  run(until: number): void {
    while (!this.exited) {
      const { first } = this.queue;
      const tickAt = Math.max(this.#supervisor.ticksAt + this.#bootAt, this.now);
      if (first !== undefined && first.at <= tickAt) {
        if (first.at > until) break;
        this.queue.take();
        this.now = first.at;
        first.happen();
      } else {
        if (tickAt > until) break;
        this.now = tickAt;
        this.report({ type: 'tick', traced: this.#traced() });
      }
    }
    if (!this.exited) this.now = until;
  }

  after(delayMs: number, happen: () => void): void {
    const due: Due = { at: this.now + delayMs, order: 0, happen };
    this.queue.put(due);
  }

  report(event: EventBody): void {
    this.#supervisor.report(event);
  }

  nourished(plan: ServicePlan): boolean {
    return plan.conditions.every((key) => this.conditions.get(key) === true);
  }

  #traced(): string[] {
    return [...this.programs.values()].filter(({ traced, life }) => traced && life === 'alive').map(({ plan }) => plan.name);
  }

  /** As `after`, but void when the supervisor has ended by then. */
  #later(delayMs: number, happen: () => void): void {
    const { run } = this.#supervisor;
    this.after(delayMs, () => {
      if (run === this.#supervisor.run) happen();
    });
  }

  carryOut(effect: Effect): void {
    switch (effect.type) {
      case 'spawn':
        return this.#spawn(effect.service, effect.instance);
      case 'stop':
        return this.#instance(effect)?.stop();
      case 'kill':
        return this.#instance(effect)?.kill();
      case 'show':
        return this.#instance(effect)?.show();
      case 'hold':
        return this.#instance(effect)?.hold();
      case 'save-budget':
        return this.#later(this.#random.whole(2, 20), () => {
          const ok = this.disk.write(effect.budget, this.now);
          this.report({ type: 'budget-saved', ok, reason: ok ? '' : 'no space left' });
        });
      case 'save-standing':
        this.disk.standing = effect.standing;
        return;
      case 'reboot':
        return this.#later(this.#random.whole(100, 2000), () => this.#answerReboot());
      case 'exit':
        this.exited = true;
        return;
      case 'stack':
      case 'alert':
        return;
    }
  }

  #instance({ service, instance }: { readonly service: string; readonly instance: number }): Program | undefined {
    const program = this.programs.get(service);
    return program?.number === instance ? program : undefined;
  }

  #spawn(service: string, number: number): void {
    const plan = this.plan.services.find(({ name }) => name === service);
    if (plan === undefined) throw new Error(`${service} is spawned but is not in the file`);
    const running = this.programs.get(service);
    if (running !== undefined && running.life !== 'gone') throw new Error(`${service} runs twice in truth: ${running.life}`);
    this.starts++;
    const random = new Random(this.#setting.seed, service, this.#supervisor.run, number);
    this.programs.set(service, new Program(plan, number, this, this.habitsOf(plan), random));
  }

  habitsOf(plan: ServicePlan): Habits {
    let habits = this.habits.get(plan.digest);
    if (habits === undefined) {
      habits = drawHabits(this.#setting.seed, plan, this.#setting.beatsHz);
      this.habits.set(plan.digest, habits);
    }
    return habits;
  }

  #answerReboot(): void {
    if (this.now >= this.rebootDenied.until) this.restartMachine();
    else if (!this.rebootDenied.silently) this.report({ type: 'reboot-refused', reason: 'not allowed' });
  }

  /** The supervisor ends with everything of the exhibit; another begins after `awayMs`. */
  killSupervisor(awayMs: number): void {
    if (this.state === null) return;
    this.#end();
    this.#later(awayMs, () => this.#begin(false));
  }

  /** Asked for, or the power failed. */
  restartMachine(): void {
    this.#end();
    this.conditions.clear();
    this.#later(BOOT_MS, () => this.#boot(false));
  }

  #end(): void {
    this.#supervisor.end();
    for (const program of this.programs.values()) program.perish();
    this.programs.clear();
  }

  #boot(first: boolean): void {
    this.#bootAt = this.now - UP_AT_MS;
    if (!first) this.disk.boot();
    for (const key of ['session', 'network', 'sound']) {
      this.#later(this.#random.whole(100, 8000), () => this.setCondition(key, true));
    }
    this.#begin(true);
  }

  #begin(booted: boolean): void {
    const { rebootPermitted } = this.#setting;
    const beginning = {
      plan: this.plan,
      at: this.monotonic,
      budget: this.disk.read(this.now, this.monotonic),
      standing: this.disk.standing,
      rebootPermitted: rebootPermitted ? ({ ok: true } as const) : ({ ok: false, reason: 'started by hand' } as const),
    };
    this.#supervisor.begin(beginning, booted);
    this.#later(1, () => {
      if (!this.open) this.report({ type: 'hours', open: false });
      for (const [key, holds] of this.conditions) this.report({ type: 'condition', key, holds, detail: key });
    });
  }

  command(command: PersonCommand): void {
    this.#supervisor.command(command);
  }

  setCondition(key: string, holds: boolean): void {
    this.conditions.set(key, holds);
    this.report({ type: 'condition', key, holds, detail: key });
  }

  setOpen(open: boolean): void {
    this.open = open;
    this.report({ type: 'hours', open });
  }

  reload(plan: Plan): void {
    if (this.state === null) return;
    const awaitedIn = ({ services }: Plan) => new Set(services.flatMap((service) => service.conditions));
    const before = awaitedIn(this.plan);
    this.plan = plan;
    // What is waited for only from now on is looked at.
    for (const key of awaitedIn(plan)) {
      const holds = this.conditions.get(key);
      if (!before.has(key) && holds !== undefined) this.report({ type: 'condition', key, holds, detail: key });
    }
    this.report({ type: 'plan', plan });
  }

  /** The loop alone does nothing for a while. */
  beLate(byMs: number): void {
    if (!this.#supervisor.doze()) return;
    const since = this.now;
    this.#later(byMs, () => this.#supervisor.wake(this.now - since));
  }

  /** Nothing at all moves for a while but the clock. */
  standStill(byMs: number): void {
    this.queue.postpone(byMs);
    this.now += byMs;
    // A loop that was late already will tell of the whole.
    if (!this.#supervisor.dozes) this.report({ type: 'late', byMs });
  }

  /** Everything that is wrong for a while is right again, conditions hold and the doors are open. */
  heal(): void {
    for (const habits of this.habits.values()) heal(habits);
    for (const program of this.programs.values()) program.heal();
    this.disk.unreadableUntil = 0;
    this.disk.unwritableUntil = 0;
    this.rebootDenied = { until: 0, silently: false };
    this.lateUntil = 0;
    for (const key of ['session', 'network', 'sound']) if (this.state !== null) this.setCondition(key, true);
    if (!this.open) this.setOpen(true);
  }
}
