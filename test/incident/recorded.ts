/** An exhibit with a virtual clock whose incidents are kept: the book looks on as the recorder does in the loop. */
import { Book } from '../../electron/incident/book.ts';
import type { Entry } from '../../electron/incident/entries.ts';
import type { Found } from '../../electron/incident/port.ts';
import type { Incident } from '../../electron/incident/record.ts';
import type { EventBody } from '../../electron/supervisor/policy/event.ts';
import type { ServicePlan } from '../../electron/supervisor/policy/plan.ts';
import { Exhibit } from '../support/exhibit.ts';

/** 21 November 2026, 03:00 UTC: time 0 of the virtual clock. */
export const T0 = Date.UTC(2026, 10, 21, 3);

export class Recorded extends Exhibit {
  /** Every incident there was, in its newest form, by id, oldest first. */
  readonly incidents = new Map<string, Incident>();
  readonly book: Book;
  /** Services of whose failures the last words were asked for. */
  readonly asked: (string | null)[] = [];

  constructor(services: readonly ServicePlan[], options: ConstructorParameters<typeof Exhibit>[1] = {}, found?: Found) {
    super(services, options);
    this.book = new Book({
      clock: { monotonicMs: () => this.at, wallMs: () => T0 + this.at },
      role: (service) => (service === 'core' || service === 'display' || service === 'audio' ? service : 'other'),
      boot: 'this boot',
      begun: () => undefined,
      failed: (entry: Entry) => this.asked.push(entry.incident.service),
      changed: ({ incident }: Entry) => this.incidents.set(incident.id, incident),
    });
    if (found !== undefined) this.book.adopt(found);
    this.#witness();
  }

  override happens(event: EventBody): this {
    const before = this.state;
    super.happens(event);
    this.#witness();
    this.book.after({ ...event, at: this.at }, before, this.state);
    return this;
  }

  /** As the loop does: what has to be done first, what has to be told after it. */
  #witness(): void {
    const effects = this.takeEffects();
    for (const effect of effects) if (effect.type !== 'alert') this.book.witness(effect, this.state);
    for (const effect of effects) if (effect.type === 'alert') this.book.witness(effect, this.state);
  }

  get all(): readonly Incident[] {
    return [...this.incidents.values()];
  }

  /** The only incident that there was. */
  get only(): Incident {
    const [incident, ...others] = this.all;
    if (incident === undefined || others.length > 0) throw new Error(`${this.all.length} incidents`);
    return incident;
  }

  get last(): Incident {
    const incident = this.all.at(-1);
    if (incident === undefined) throw new Error('no incident');
    return incident;
  }
}

/** `failed 5000, killed 5000`: what happened in an incident, and when on the virtual clock. */
export function course({ moments }: Incident): string {
  return moments.map(({ what, at }) => `${what} ${at - T0}`).join(', ');
}
