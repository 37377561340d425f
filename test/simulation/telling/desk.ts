/**
 * Where the supervisor's policy and the policy of telling meet, as in the real one: each alert, then the snapshot after it, and time when
 * it is asked for. A supervisor that begins reads what the one before it had on the disk. What comes out is shown to a judge.
 *
 * The machine's checks are drawn here: nothing in the world has a disk that fills.
 */
import type { Draft, FactBody, MachineCheck, Recorded, StartOf, TellingSettings } from '../../../electron/alert/policy/index.ts';
import type { Alert, Effect } from '../../../electron/supervisor/policy/effect.ts';
import type { Event } from '../../../electron/supervisor/policy/event.ts';
import type { Plan } from '../../../electron/supervisor/policy/plan.ts';
import type { State } from '../../../electron/supervisor/policy/state.ts';
import type { Role, Snapshot } from '../../../electron/supervisor/snapshot.ts';
import { takeSnapshot } from '../../../electron/supervisor/take-snapshot.ts';
import { settings as defaults } from '../../alert/policy/teller.ts';
import type { Random } from '../random.ts';
import type { Witness } from '../world/supervisor.ts';
import type { Telling } from './policy.ts';

/** What there is to be seen at one moment, and what was told of it. */
export interface Moment {
  /** World time, in milliseconds: it goes on through reboots. */
  readonly at: number;
  readonly state: State;
  readonly snapshot: Snapshot;
  readonly alerts: readonly Alert[];
  /** Null: they were not looked at just now. */
  readonly checks: readonly MachineCheck[] | null;
  readonly started: StartOf | null;
  readonly drafts: readonly Draft[];
  readonly recorded: readonly Recorded[];
}

export interface Judge {
  sees(moment: Moment): void;
}

/** World time of the first moment, as a date. */
const EPOCH_MS = Date.UTC(2026, 10, 21);
/** How often the machine is looked at. */
const LOOK_MS = 10_000;

const roleOf = (name: string): Role => (name === 'core' || name === 'audio' || name === 'display' ? name : 'other');

export class Desk implements Witness {
  readonly #telling: Telling;
  readonly #judge: Judge;
  readonly #now: () => number;
  readonly #random: Random;
  #memory: ReturnType<Telling['beginning']>;
  #settings: TellingSettings = defaults();
  #seen: Pick<Moment, 'state' | 'snapshot'> | null = null;
  #rebooting = false;
  #lookAt = 0;
  /** So many looks each find the disk otherwise than the one before. */
  #flips = 0;
  #disk: { until: number; status: MachineCheck['status'] } = { until: 0, status: 'healthy' };

  /** `now`: world time, in milliseconds. */
  constructor(telling: Telling, judge: Judge, now: () => number, random: Random) {
    this.#telling = telling;
    this.#judge = judge;
    this.#now = now;
    this.#random = random;
    this.#memory = telling.beginning();
  }

  get settings(): TellingSettings {
    return this.#settings;
  }

  begins(state: State, effects: readonly Effect[], at: number, booted: boolean): void {
    const how = this.#seen === null ? 'first' : !booted ? 'crash' : this.#rebooting ? 'ladder-reboot' : 'power';
    this.#rebooting = false;
    this.#lookAt = at + LOOK_MS;
    this.#settings = settingsOf(state.plan);
    this.#memory = this.#telling.stateSchema.parse(JSON.parse(JSON.stringify(this.#memory)));
    const seen = { state, snapshot: this.#snapshot(state, at) };
    this.#seen = seen;
    this.#tell(at, { type: 'started', how, booted }, { started: how });
    this.#follow(at, effects);
  }

  steps(_before: State, event: Event, after: State, effects: readonly Effect[]): void {
    const { at } = event;
    this.#wake(at);
    if (at >= this.#lookAt) this.#look(at);
    if (event.type === 'beat' && event.status === undefined && effects.length === 0) return;
    if (event.type === 'plan') this.#settings = settingsOf(event.plan);
    if (effects.some(({ type }) => type === 'reboot')) this.#rebooting = true;
    this.#seen = { state: after, snapshot: this.#snapshot(after, at) };
    this.#follow(at, effects);
  }

  /** What was said, and then how the exhibit is: one moment. */
  #follow(at: number, effects: readonly Effect[]): void {
    const seen = this.#seen;
    if (seen === null) return;
    const alerts = effects.flatMap((effect) => (effect.type === 'alert' ? [effect.alert] : []));
    const facts: FactBody[] = alerts.map((alert) => ({ type: 'alert', alert, incident: null }));
    this.#tell(at, [...facts, { type: 'snapshot', snapshot: seen.snapshot }], { alerts });
  }

  #look(at: number): void {
    this.#lookAt = at + LOOK_MS;
    if (this.#now() >= this.#disk.until) {
      if (this.#flips === 0 && this.#random.chance(0.05)) this.#flips = 30;
      this.#flips = Math.max(0, this.#flips - 1);
      const bad = this.#disk.status === 'healthy' && (this.#flips > 0 || this.#random.chance(0.5));
      const status = bad ? this.#random.pick(['warning', 'error', 'error'] as const) : 'healthy';
      const forMs = this.#flips > 0 ? 0 : this.#random.whole(1, bad ? 30 : 300) * this.#random.pick([1_000, 60_000]);
      this.#disk = { until: this.#now() + forMs, status };
    }
    const checks = [{ name: 'disk', status: this.#disk.status, message: '97 % of the disk is in use' }];
    this.#tell(at, { type: 'machine', checks }, { checks });
  }

  /** Gives the policy its time, as often as it wanted it since the last moment. */
  #wake(at: number): void {
    for (let wakes = 0; ; wakes += 1) {
      const due = this.#telling.next(this.#memory);
      if (due === null || due >= at) return;
      if (wakes > 100) throw new Error('the policy of telling asks for its time again and again');
      this.#tell(due, { type: 'time' }, {}, this.#now() - (at - due));
    }
  }

  #tell(at: number, facts: FactBody | readonly FactBody[], besides: Partial<Moment>, world = this.#now()): void {
    if (this.#seen === null) return;
    const drafts: Draft[] = [];
    const recorded: Recorded[] = [];
    for (const fact of 'type' in facts ? [facts] : facts) {
      const told = this.#telling.step(this.#memory, { ...fact, at, wall: EPOCH_MS + world }, this.#settings);
      this.#memory = told.state;
      drafts.push(...told.drafts);
      recorded.push(...told.recorded);
    }
    this.#judge.sees({ at: world, ...this.#seen, alerts: [], checks: null, started: null, ...besides, drafts, recorded });
  }

  #snapshot(state: State, at: number): Snapshot {
    const names = { exhibit: 'lantern', title: 'The Lantern Room', role: roleOf, instanceId: (instance: number) => `${instance}` };
    return takeSnapshot(state, at, new Date(EPOCH_MS + this.#now()), names);
  }
}

function settingsOf(plan: Plan): TellingSettings {
  const services = plan.services.map(({ name, storm }) => ({ name, role: roleOf(name), stormWithinMs: storm.withinMs }));
  return defaults({ services });
}
