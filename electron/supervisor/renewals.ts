/**
 * Planned restarts that a shell asks for, because its graphics are worn out: nobody's failure, so no unplanned restart. After one for
 * `software` that shell draws without the graphics card until the machine boots.
 *
 * - It waits while nothing may be started by itself: in a pause, in safe mode, outside opening hours, and while a person has stopped
 *   the service, whose shell shows the holding page then.
 * - A shell that asks again for what it was given within 10 minutes is not helped by it: that is a failure like any other, and counts.
 */
import type { EventBody } from './policy/event.ts';
import type { Service, State } from './policy/state.ts';
import type { ServiceReport } from './ports.ts';
import type { SoftwareShells } from './software-shells.ts';

const HELPED_MS = 600_000;

type Renew = Extract<ServiceReport, { readonly type: 'renew' }>;

export interface RenewalsOptions {
  readonly state: () => State;
  readonly dispatch: (event: EventBody) => void;
  readonly monotonicMs: () => number;
  /** Those that draw without the graphics card. */
  readonly software: SoftwareShells;
  /** A warning in the log. */
  readonly warn: (text: string) => void;
}

export class Renewals {
  readonly #options: RenewalsOptions;
  /** By service: when it was renewed last in either way. */
  readonly #given = new Map<string, { readonly at: number; readonly software: boolean }>();
  /** By service: the instance that waits for its restart. */
  readonly #due = new Map<string, number>();

  constructor(options: RenewalsOptions) {
    this.#options = options;
  }

  /** Whether the service's shell is to draw without the graphics card. */
  isSoftware(service: string): boolean {
    return this.#options.software.has(service);
  }

  report(report: ServiceReport): void {
    if (report.type === 'renew') this.#renew(report);
  }

  /** After each change of the state: what waits may be possible now. */
  after(state: State): void {
    for (const [service, instance] of this.#due) this.#try(service, instance, state);
  }

  #renew({ service, instance, reason, software }: Renew): void {
    const { dispatch, monotonicMs, warn, state } = this.#options;
    if (this.#due.has(service)) return;
    const given = this.#given.get(service);
    if (given !== undefined && monotonicMs() - given.at < HELPED_MS && (given.software || !software)) {
      return dispatch({ type: 'fatal', service, instance, message: `${reason}, soon after a restart for the same` });
    }
    if (software) this.#options.software.add(service);
    this.#given.set(service, { at: monotonicMs(), software });
    const from = software ? ', from now on without the graphics card' : '';
    warn(`${service} is restarted as its shell asks (${reason})${from}`);
    this.#due.set(service, instance);
    this.#try(service, instance, state());
  }

  #try(name: string, instance: number, state: State): void {
    const place = state.index[name];
    const service = place === undefined ? undefined : state.services[place];
    // It has ended for another reason meanwhile.
    if (service?.life.state !== 'running' || service.life.instance !== instance) return void this.#due.delete(name);
    if (!mayRestart(service, state)) return;
    this.#due.delete(name);
    this.#options.dispatch({ type: 'command', command: { name: 'restart', service: name }, by: 'invigil' });
  }
}

/** A person's command would overrule all of these. */
function mayRestart(service: Service, { pause, safeMode, open, shutdown }: State): boolean {
  return !service.held && service.cycle === null && pause === null && safeMode === null && open && !shutdown;
}
