/** What the commands, and the doors in front of them, need of the supervisor. */
import type { Actor, PersonCommand } from '../supervisor/policy/event.ts';
import type { Snapshot } from '../supervisor/snapshot.ts';

/** One thing that happened. `id` counts up by one from the supervisor's start. */
export interface StreamEvent {
  readonly id: number;
  /** ISO 8601. */
  readonly time: string;
  readonly type: 'alert' | 'service' | 'exhibit' | 'command';
  readonly data: Readonly<Record<string, unknown>>;
}

export interface SupervisorPort {
  snapshot(): Snapshot;
  /** Takes the command in; what comes of it is seen in snapshots and events. */
  command(command: PersonCommand, by: Actor): { readonly ok: true } | { readonly ok: false; readonly reason: string };
  /** Reads the exhibit file again. `changed`: the services that are restarted; with problems, nothing changes. */
  reload(
    by: Actor,
  ): Promise<{ readonly ok: true; readonly changed: readonly string[] } | { readonly ok: false; readonly problems: readonly string[] }>;
  /** The listener is called for each event from now on; the result ends that. */
  subscribe(listener: (event: StreamEvent) => void): () => void;
  serviceNames(): readonly string[];
}
