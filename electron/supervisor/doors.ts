/** What the API and the commands get to see and do: snapshots, a stream, and three verbs. Nothing reaches around it. */
import type { SupervisorPort } from '../command/port.ts';
import { digest, type Exhibit, formatProblem, loadExhibit } from '../config/index.ts';
import type { EventStream } from './event-stream.ts';
import type { Loop } from './loop.ts';
import { planOf } from './plan-of.ts';
import { refusal } from './policy/index.ts';
import type { Snapshot } from './snapshot.ts';

export interface DoorsOptions {
  readonly loop: Loop;
  readonly stream: EventStream;
  readonly snapshot: () => Snapshot;
  /** As it runs now. */
  readonly exhibit: () => Exhibit;
  /** Takes a changed file over, before the policy hears of it. */
  readonly adopt: (exhibit: Exhibit) => void;
  /** Keeps only what this run is about. */
  readonly select: (exhibit: Exhibit) => Exhibit;
}

export function createDoors({ loop, stream, snapshot, exhibit, adopt, select }: DoorsOptions): SupervisorPort {
  return {
    snapshot,
    serviceNames: () => exhibit().services.map((service) => service.name),
    subscribe: (listener) => stream.subscribe(listener),
    command(command, by) {
      const reason = refusal(loop.state, command);
      if (reason !== null) return { ok: false, reason };
      loop.dispatch({ type: 'command', command, by });
      return { ok: true };
    },
    async reload() {
      const old = exhibit();
      const loaded = await loadExhibit({ path: old.file });
      if (!loaded.ok) return { ok: false, problems: loaded.problems.map((problem) => formatProblem(problem)) };
      if (loaded.exhibit.name !== old.name) {
        return { ok: false, problems: [`The exhibit is called ${old.name} while it runs; the file now says ${loaded.exhibit.name}.`] };
      }
      const next = select(loaded.exhibit);
      adopt(next);
      loop.dispatch({ type: 'plan', plan: planOf(next) });
      return { ok: true, changed: changedServices(old, next) };
    },
  };
}

/** Services that are new, gone, or start anew with other settings. */
function changedServices(old: Exhibit, next: Exhibit): string[] {
  const before = new Map(old.services.map((service) => [service.name, digest(service)]));
  const after = new Map(next.services.map((service) => [service.name, digest(service)]));
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).toSorted();
}
