/** A policy under test with a virtual clock: facts in, effects out, in the words of the contract. */
import type { Effect } from '../../electron/supervisor/policy/effect.ts';
import type { EventBody, InstanceEvent, PersonCommand } from '../../electron/supervisor/policy/event.ts';
import { exhibitState, initial, nextDeadline, step, visibleState } from '../../electron/supervisor/policy/index.ts';
import type { Plan, ServicePlan } from '../../electron/supervisor/policy/plan.ts';
import type { Budget, BudgetState, Service, Standing, State } from '../../electron/supervisor/policy/state.ts';

export const MINUTE = 60_000;
export const HOUR = 3_600_000;

export function servicePlan(name: string, fields: Partial<ServicePlan> = {}): ServicePlan {
  return {
    name,
    kind: 'command',
    digest: '1',
    shellDigest: '',
    conditions: [],
    after: [],
    with: [],
    restart: 'always',
    giveUp: [],
    escalate: 'exhibit',
    heartbeat: { watched: true, readyBy: 'sign', timeoutMs: 5_000, startupMs: 30_000, stallMs: MINUTE },
    busy: { maxMs: MINUTE, totalMs: 10 * MINUTE },
    stop: { graceMs: 5_000, onFreeze: false },
    backoff: { firstMs: 0, thenMs: 1_000, factor: 2, maxMs: 30_000 },
    storm: { restarts: 3, withinMs: 10 * MINUTE },
    ...fields,
  };
}

export function planOf(services: readonly ServicePlan[], fields: Partial<Plan> = {}): Plan {
  return {
    services,
    recovers: true,
    ladder: ['restart-exhibit', 'reboot', 'safe-mode'],
    reboots: { max: 2, withinMs: 24 * HOUR },
    safeMode: { retryMs: HOUR, run: [] },
    ...fields,
  };
}

interface Options {
  readonly plan?: Partial<Plan>;
  readonly budget?: BudgetState;
  readonly standing?: Standing;
  readonly rebootPermitted?: State['rebootPermitted'];
}

type InstanceFact = InstanceEvent extends infer E ? (E extends InstanceEvent ? Omit<E, 'service' | 'instance'> : never) : never;

export class Exhibit {
  state: State;
  at = 0;
  /** Everything that was wanted since the last `take`. */
  #effects: Effect[];

  constructor(services: readonly ServicePlan[], options: Options = {}) {
    const empty: Budget = { uptimeMs: 0, reboots: [] };
    const { state, effects } = initial({
      plan: planOf(services, options.plan),
      at: 0,
      budget: options.budget ?? { known: true, budget: empty, countedAt: 0 },
      standing: options.standing ?? null,
      rebootPermitted: options.rebootPermitted ?? { ok: true },
    });
    this.state = state;
    this.#effects = [...effects];
  }

  happens(event: EventBody): this {
    const { state, effects } = step(this.state, { ...event, at: this.at });
    this.state = state;
    this.#effects.push(...effects);
    return this;
  }

  /** A fact about the present instance of a service. */
  of(service: string, fact: InstanceFact): this {
    return this.happens({ ...fact, service, instance: this.instance(service) } as InstanceEvent);
  }

  /** Started, spawned and ready (and shown, for a page). */
  up(...services: readonly string[]): this {
    for (const name of services) {
      this.of(name, { type: 'spawned', pid: 100 + this.instance(name) }).of(name, { type: 'ready' });
      if (this.service(name).page !== null) this.of(name, { type: 'shown' });
    }
    return this;
  }

  exits(service: string, code: number | null = 1): this {
    return this.of(service, { type: 'exited', code, signal: code === null ? 'SIGSEGV' : null, left: false });
  }

  person(command: PersonCommand): this {
    return this.happens({ type: 'command', command, by: 'test' });
  }

  session(holds: boolean): this {
    return this.happens({ type: 'condition', key: 'session', holds, detail: holds ? '' : 'no compositor' });
  }

  /** Lets time pass, with a tick at each deadline; `beating` services beat once a second. */
  passes(ms: number, beating: readonly string[] = []): this {
    const end = this.at + ms;
    for (let turns = 0; turns < 200_000; turns++) {
      const due = nextDeadline(this.state) ?? Number.POSITIVE_INFINITY;
      const beat = beating.length > 0 ? Math.floor(this.at / 1_000) * 1_000 + 1_000 : Number.POSITIVE_INFINITY;
      const next = Math.max(this.at, Math.min(due, beat));
      if (next > end) {
        this.at = end;
        return this;
      }
      this.at = next;
      if (beat <= next) for (const name of beating) if (this.service(name).life.state === 'running') this.of(name, { type: 'beat' });
      if (due <= next) this.happens({ type: 'tick', traced: [] });
    }
    throw new Error(`time stands still at ${this.at} ms`);
  }

  service(name: string): Service {
    const found = this.state.services.find((service) => service.plan.name === name);
    if (found === undefined) throw new Error(`no service ${name}`);
    return found;
  }

  instance(name: string): number {
    const { life } = this.service(name);
    return 'instance' in life ? life.instance : -1;
  }

  /** `core running, audio waiting`: the states as people see them. */
  get states(): string {
    return this.state.services.map((service) => `${service.plan.name} ${visibleState(this.state, service)}`).join(', ');
  }

  get exhibit(): string {
    return exhibitState(this.state);
  }

  /** The effects since the last call, as short words: `spawn core`, `alert storm core`, `save-budget`. */
  take(): string[] {
    const words = this.#effects.map((effect) => {
      if (effect.type === 'alert')
        return ['alert', effect.alert.kind, 'service' in effect.alert ? effect.alert.service : ''].join(' ').trim();
      return 'service' in effect ? `${effect.type} ${effect.service}` : effect.type;
    });
    this.#effects = [];
    return words;
  }

  /** The effects since the last call, whole. */
  takeEffects(): readonly Effect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }
}
