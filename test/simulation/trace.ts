/** The last steps of a run in words, for whoever has to understand a violation. Beats are left out. */
import type { Effect } from '../../electron/supervisor/policy/effect.ts';
import type { Event } from '../../electron/supervisor/policy/event.ts';
import type { Witness } from './world/supervisor.ts';

const KEPT = 80;

export class Trace {
  readonly #kept: { readonly event: Event | string; readonly effects: readonly Effect[] }[] = [];
  #next = 0;

  /** A witness that writes down each step and then lets the other judge it. */
  before(judge: Witness): Witness {
    return {
      begins: (state, effects, at, booted) => {
        this.#keep(`${at} supervisor begins${booted ? ' after a boot' : ''}`, effects);
        judge.begins(state, effects, at, booted);
      },
      steps: (before, event, after, effects) => {
        if (event.type !== 'beat' || effects.length > 0) this.#keep(event, effects);
        judge.steps(before, event, after, effects);
      },
    };
  }

  #keep(event: Event | string, effects: readonly Effect[]): void {
    this.#kept[this.#next++ % KEPT] = { event, effects };
  }

  lines(): string[] {
    const begin = this.#next > KEPT ? this.#next % KEPT : 0;
    return [...this.#kept.slice(begin), ...this.#kept.slice(0, begin)].map(({ event, effects }) => {
      const head = typeof event === 'string' ? event : `${event.at} ${inWords(event)}`;
      return effects.length === 0 ? head : `${head}  =>  ${effects.map(inWords).join('; ')}`;
    });
  }
}

function inWords(thing: Event | Effect): string {
  if (thing.type === 'plan') return `plan ${thing.plan.services.map(({ digest }) => digest).join(' ')}`;
  if (thing.type === 'alert') return `alert ${values(thing.alert)}`;
  return values(thing);
}

function values(thing: object): string {
  return Object.entries(thing)
    .filter(([key]) => key !== 'at')
    .map(([, value]) => (typeof value === 'object' ? JSON.stringify(value) : String(value)))
    .join(' ');
}
