/**
 * What the history is told of the exhibit: each change of state and health, of every service and of the exhibit itself. Pure.
 *
 * The strips of the history are drawn from one change to the next. Where the wall clock was set, the time between is not what it
 * seems: there everything ends by the old clock (as if no supervisor ran), and is what it is by the new one.
 */
import type { ChangeRow } from '../history/rows.ts';
import type { ServiceSnapshot, Snapshot } from './snapshot.ts';

type Seen = Pick<ChangeRow, 'service' | 'state' | 'health' | 'reason'>;

export class Chronicle {
  readonly #seen = new Map<string | null, Seen>();
  /** Unplanned restarts since the supervisor started, as last seen. */
  readonly #restarts = new Map<string, number>();
  #sinceTaken = new Map<string, number>();

  /** What has changed since the last look. */
  observe(snapshot: Snapshot, at: number): ChangeRow[] {
    const changes: ChangeRow[] = [];
    const see = (seen: Seen, restarts: number) => {
      const before = this.#seen.get(seen.service);
      if (restarts === 0 && before?.state === seen.state && before.health === seen.health) return;
      this.#seen.set(seen.service, seen);
      changes.push({ at, ...seen, restarts });
    };
    // The exhibit first: what its services become is read in its light.
    see({ service: null, state: snapshot.state, health: snapshot.health, reason: null }, 0);
    for (const service of snapshot.services) {
      const { name, state, health, reason } = service;
      see({ service: name, state, health, reason }, this.#newRestarts(service));
    }
    for (const name of this.#seen.keys()) {
      if (name === null || snapshot.services.some((service) => service.name === name)) continue;
      this.#seen.delete(name);
      this.#restarts.delete(name);
      changes.push({ at, service: name, state: 'removed', health: 'unknown', reason: null, restarts: 0 });
    }
    return changes;
  }

  /** The clock was set to `at`, so much ahead (or back, when negative). */
  clockSet(at: number, steppedMs: number): ChangeRow[] {
    const ended: ChangeRow = { at: at - steppedMs, service: null, state: 'off', health: 'unknown', reason: null, restarts: 0 };
    return [ended, ...[...this.#seen.values()].map((seen) => ({ at, ...seen, restarts: 0 }))];
  }

  /** Unplanned restarts of each service since the last call. */
  takeRestarts(): ReadonlyMap<string, number> {
    const taken = this.#sinceTaken;
    this.#sinceTaken = new Map();
    return taken;
  }

  #newRestarts({ name, restarts }: ServiceSnapshot): number {
    const more = Math.max(0, restarts - (this.#restarts.get(name) ?? restarts));
    this.#restarts.set(name, restarts);
    if (more > 0) this.#sinceTaken.set(name, (this.#sinceTaken.get(name) ?? 0) + more);
    return more;
  }
}
