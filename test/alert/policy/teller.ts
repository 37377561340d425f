/**
 * The policy of telling in virtual time. After each step its state goes through JSON and the schema, as if another supervisor had read it
 * from the disk.
 */
import {
  beginning,
  type Draft,
  type FactBody,
  next,
  type Recorded,
  stateSchema,
  step,
  type TellingSettings,
} from '../../../electron/alert/policy/index.ts';
import { wordsFor } from '../../../electron/documents/words/words.ts';
import type { Alert, RestartCause } from '../../../electron/supervisor/policy/effect.ts';
import type { ServiceSnapshot, Snapshot } from '../../../electron/supervisor/snapshot.ts';
import { tellingSettings } from '../../../electron/supervisor/telling-settings.ts';
import { NOW, service, snapshot } from '../../support/snapshot.ts';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const CRASH: RestartCause = { kind: 'exit', code: 1, signal: null };

type Change = Partial<TellingSettings>;

/** Three services with the defaults of the contract; `phone` wants warnings and worse, `book` everything. */
export function settings(change: Change = {}, locale = 'en'): TellingSettings {
  const roles = ['core', 'audio', 'display'] as const;
  const { speech } = tellingSettings({
    name: 'lantern',
    title: 'The Lantern Room',
    locale,
    services: [],
    alerts: { level: 'warning', quietForMs: 0, cooldownMs: 0, levels: {}, to: [], ping: null },
  });
  const words = wordsFor(locale);
  const nameOf = (name: string) => roles.find((role) => role === name);
  const called = (name: string) => {
    const role = nameOf(name);
    return role === undefined ? name : words.names[role];
  };
  return {
    exhibit: { name: 'lantern', title: 'The Lantern Room' },
    level: 'warning',
    quietForMs: 30 * SECOND,
    cooldownMs: 5 * MINUTE,
    levels: {},
    receivers: [
      { name: 'phone', kind: 'ntfy', level: null },
      { name: 'book', kind: 'log', level: 'info' },
    ],
    services: roles.map((name) => ({ name, role: name, stormWithinMs: 10 * MINUTE })),
    words,
    speech: { ...speech, name: called, capitalName: (name) => called(name).replace(/^./, (letter) => letter.toUpperCase()) },
    ...change,
  };
}

export class Teller {
  at = 100 * SECOND;
  /** The wall clock less the monotonic one. */
  offset = NOW - this.at;
  state = beginning();
  readonly drafts: Draft[] = [];
  readonly recorded: Recorded[] = [];
  settings: TellingSettings;
  snapshot: Snapshot = snapshot();

  constructor(change: Change = {}) {
    this.settings = settings(change);
    this.take({ type: 'snapshot', snapshot: this.snapshot });
  }

  take(fact: FactBody): void {
    const told = step(this.state, { ...fact, at: this.at, wall: this.at + this.offset }, this.settings);
    this.state = stateSchema.parse(JSON.parse(JSON.stringify(told.state)));
    this.drafts.push(...told.drafts);
    this.recorded.push(...told.recorded);
  }

  /** As the loop tells it: the alert, then the exhibit as it is after it. */
  alert(alert: Alert, change: Partial<ServiceSnapshot> | null = null, exhibit: Partial<Snapshot> = {}): void {
    this.take({ type: 'alert', alert, incident: 'service' in alert ? `of-${alert.service}` : null });
    if ('service' in alert && change !== null) this.shows(alert.service, change, exhibit);
    else this.exhibit(exhibit);
  }

  shows(name: string, change: Partial<ServiceSnapshot>, exhibit: Partial<Snapshot> = {}): void {
    const services = this.snapshot.services.map((one) => (one.name === name ? service(name, change) : one));
    this.exhibit({ services, ...exhibit });
  }

  exhibit(change: Partial<Snapshot>): void {
    this.snapshot = { ...this.snapshot, ...change };
    this.take({ type: 'snapshot', snapshot: this.snapshot });
  }

  /** Lets time go by, and gives the policy its `time` whenever it wants one. */
  pass(ms: number): void {
    const until = this.at + ms;
    for (let wakes = 0; ; wakes += 1) {
      if (wakes > 1_000) throw new Error('the policy asks for its time again and again');
      const due = next(this.state);
      if (due === null || due > until) break;
      if (due < this.at) throw new Error(`the policy asks for ${due} at ${this.at}`);
      this.at = due;
      this.take({ type: 'time' });
    }
    this.at = until;
  }

  crash(name: string, attempt = 1): void {
    this.alert(
      { kind: 'restarting', level: attempt === 1 ? 'info' : 'warning', service: name, cause: CRASH, attempt, delayMs: 0 },
      { state: 'starting' },
    );
  }

  ready(name: string): void {
    this.shows(name, { state: 'running' });
  }

  /** `raise phone+book: The sound has stopped`, and forgets them. */
  said(): string[] {
    return this.drafts.splice(0).map(({ act, to, title }) => `${act} ${to.join('+')}: ${title}`);
  }

  /** `quiet: The sound has stopped`, and forgets them. */
  wrote(): string[] {
    return this.recorded.splice(0).map(({ why, title }) => `${why}: ${title}`);
  }
}
