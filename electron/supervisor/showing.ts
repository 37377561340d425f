/** What people see of the state: a snapshot made anew after each change, and the stream of what has changed in it. */
import type { Exhibit } from '../config/index.ts';
import { monotonicMs } from '../platform/clock.ts';
import type { EventStream } from './event-stream.ts';
import type { Instances } from './instances.ts';
import type { State } from './policy/state.ts';
import type { Snapshot } from './snapshot.ts';
import { takeSnapshot } from './take-snapshot.ts';

export interface ShowingOptions {
  /** As it runs now. */
  readonly exhibit: () => Pick<Exhibit, 'name' | 'title'>;
  readonly role: (service: string) => Snapshot['services'][number]['role'];
  readonly instances: Instances;
  readonly stream: EventStream;
  /** Takes each new picture in. */
  readonly observe: (snapshot: Snapshot) => void;
}

export interface Showing {
  snapshot(state: State): Snapshot;
  /** Shows the state as it is. */
  show(state: State): void;
}

export function createShowing({ exhibit, role, instances, stream, observe }: ShowingOptions): Showing {
  let seen: Snapshot | null = null;
  const snapshot = (state: State) =>
    takeSnapshot(state, monotonicMs(), new Date(), {
      exhibit: exhibit().name,
      title: exhibit().title,
      role,
      instanceId: (instance) => instances.id(instance),
    });
  const show = (state: State) => {
    const now = snapshot(state);
    stream.changes(seen, now);
    observe(now);
    seen = now;
  };
  return { snapshot, show };
}
