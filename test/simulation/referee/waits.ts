/** A long wait is told once, when it is one, and its end once. */
import { LONG_WAIT_MS } from '../../../electron/supervisor/policy/constants.ts';
import type { Alert } from '../../../electron/supervisor/policy/effect.ts';
import type { Event } from '../../../electron/supervisor/policy/event.ts';
import type { Facts } from './facts.ts';
import { Violation } from './violation.ts';

export class Waits {
  #began = 0;
  /** Since when each condition has been missing; one that was never looked at has been from the beginning. */
  readonly #missing = new Map<string, number>();
  /** By service: the condition that people were told of. */
  readonly #told = new Map<string, string>();

  begins(at: number): void {
    this.#began = at;
    this.#missing.clear();
    this.#told.clear();
  }

  event(event: Event): void {
    if (event.type !== 'condition') return;
    if (event.holds) this.#missing.delete(event.key);
    else if (!this.#missing.has(event.key)) this.#missing.set(event.key, event.at);
  }

  alert(facts: Facts, alert: Alert): void {
    if (alert.kind === 'waiting-long') {
      const wrong = this.#misjudged(facts, alert.service, alert.condition);
      if (wrong !== null) throw new Violation('long wait', `${alert.service} for ${alert.condition}: ${wrong}`);
      this.#told.set(alert.service, alert.condition);
    } else if (alert.kind === 'waiting-over') {
      if (this.#told.get(alert.service) !== alert.condition)
        throw new Violation('long wait', `the end of one of ${alert.service} never told`);
      this.#told.delete(alert.service);
    }
  }

  #misjudged(facts: Facts, service: string, condition: string): string | null {
    const { plan, live, held, asked } = facts.account(service);
    if (!plan.conditions.includes(condition)) return 'it does not wait for that';
    if (this.#told.get(service) === condition) return 'told already';
    if (facts.conditions.has(condition)) return 'that is there';
    if (facts.at - (this.#missing.get(condition) ?? this.#began) < LONG_WAIT_MS) return 'not so long yet';
    if (live !== null) return 'it runs';
    if (facts.paused || held || (!facts.open && !asked)) return 'it is not to run';
    return null;
  }
}
