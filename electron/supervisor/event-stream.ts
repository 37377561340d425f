/** The stream of what happens, for everybody who follows: changes of service and exhibit states, alerts, commands. */
import type { Alert } from './policy/effect.ts';
import type { Snapshot } from './snapshot.ts';

export type StreamEventType = 'alert' | 'service' | 'exhibit' | 'command';

export interface StreamEvent {
  readonly id: number;
  /** ISO 8601. */
  readonly time: string;
  readonly type: StreamEventType;
  readonly data: Readonly<Record<string, unknown>>;
}

export class EventStream {
  #last = 0;
  readonly #listeners = new Set<(event: StreamEvent) => void>();
  readonly #hearers = new Set<(alert: Alert) => void>();
  readonly #failed: (error: unknown) => void;

  /** `failed`: a listener threw; the others still hear. */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  subscribe(listener: (event: StreamEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(type: StreamEventType, data: Readonly<Record<string, unknown>>): void {
    this.#last += 1;
    const event: StreamEvent = { id: this.#last, time: new Date().toISOString(), type, data };
    this.#tell(this.#listeners, event);
  }

  /** `text`: the alert in words. */
  alert(alert: Alert, text: string): void {
    this.emit('alert', { ...alert, text });
    this.#tell(this.#hearers, alert);
  }

  /** The listener is given each alert as it is; the result ends that. */
  onAlert(listener: (alert: Alert) => void): () => void {
    this.#hearers.add(listener);
    return () => this.#hearers.delete(listener);
  }

  /** What differs between two pictures of the exhibit, one event for each service and one for the exhibit. */
  changes(before: Snapshot | null, after: Snapshot): void {
    const old = new Map(before?.services.map((service) => [service.name, service]));
    for (const service of after.services) {
      const was = old.get(service.name);
      const same = was !== undefined && was.state === service.state && was.health === service.health && was.instance === service.instance;
      if (same && was.waitingFor?.detail === service.waitingFor?.detail && was.stoppedBy === service.stoppedBy) continue;
      const { name, state, health, instance, pid, restarts, reason } = service;
      this.emit('service', { name, state, health, instance, pid, restarts, reason });
    }
    for (const { name } of before?.services ?? []) {
      if (!after.services.some((service) => service.name === name)) this.emit('service', { name, state: null });
    }
    if (before?.state !== after.state || before.health !== after.health || before.ladder !== after.ladder) {
      this.emit('exhibit', { state: after.state, health: after.health, ladder: after.ladder });
    }
  }

  #tell<T>(listeners: ReadonlySet<(told: T) => void>, told: T): void {
    for (const listener of listeners) {
      try {
        listener(told);
      } catch (error) {
        this.#failed(error);
      }
    }
  }
}
