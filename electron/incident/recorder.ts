/**
 * The flight recorder: when something fails at 3 in the morning, the evidence is there in the morning. It looks on while the policy
 * is carried out and changes nothing.
 *
 *     effects, events, reports --> Book (what is an incident, what happened in it) --> record --> history database
 *                                    |
 *                                    +--> evidence: /proc before a kill; picture, last lines, usage, core file after
 *
 * Invariants
 * - Only the look into /proc before a kill is done in the loop: some 50 us for a process, 20 processes at most. Everything else is
 *   asynchronous and bounded, and whatever fails is left out of the record, which says so.
 * - A record is bounded: 80 moments, two tails of 100 lines, 20 processes, 60 samples of usage, one picture.
 * - An incident is written when it begins, with its evidence, and when it ends; in between less and less often (each time after a
 *   tenth of its age), so that a trouble of days costs some hundred writes. `kill -9` costs at most that last tenth of the story.
 */
import { bootId, monotonicMs } from '../platform/clock.ts';
import { stackOf } from '../platform/errors.ts';
import type { Effect } from '../supervisor/policy/effect.ts';
import type { Event } from '../supervisor/policy/event.ts';
import type { State } from '../supervisor/policy/state.ts';
import type { ServiceReport } from '../supervisor/ports.ts';
import { Book } from './book.ts';
import type { Clock, Entry } from './entries.ts';
import { Gatherer } from './gatherer.ts';
import type { Archive, Sources } from './port.ts';
import { Scribe } from './scribe.ts';
import { serviceOf } from './view.ts';
import { lookAt } from './witness.ts';

export interface RecorderOptions {
  readonly archive: Archive;
  readonly sources: Sources;
  /** A bug or an oddity, for the supervisor's log. */
  readonly note: (text: string) => void;
  readonly clock?: Clock;
  /** The kernel's id of the present boot. */
  readonly boot?: string;
}

export interface Recorder {
  /** Right before an effect is carried out; `state` is the one after the step that wants it. */
  witness(effect: Effect, state: State): void;
  /** After each event, also one that changed nothing. */
  after(event: Event, before: State, after: State): void;
  /** What a service says over its heartbeat. */
  report(report: ServiceReport): void;
  /** The id of the incident of a service that is open now; null: there is none. */
  openIncident(service: string): string | null;
  /** Ends what is open and writes what is left. The archive is still open then. */
  close(): Promise<void>;
}

export function createRecorder({ archive, sources, note, clock, boot = bootId() }: RecorderOptions): Recorder {
  const scribe = new Scribe(archive);
  const gatherer = new Gatherer({
    sources,
    note,
    amend: (entry, change) => book.entries.amend(entry, change),
    keep: (entry, image) => scribe.keep(entry, image),
  });
  const book = new Book({
    clock: clock ?? { monotonicMs, wallMs: Date.now },
    role: sources.role,
    boot,
    begun: (entry) => gatherer.begun(entry),
    failed: (entry) => gatherer.failed(entry),
    changed: (entry) => scribe.changed(entry),
  });

  /** Supervision goes on whatever the recorder makes of it. */
  function guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      note(`a bug in the flight recorder: ${stackOf(error)}`);
    }
  }

  /** What is about to be ended because it failed is looked at while it is there. */
  function look(effect: Effect, state: State): void {
    if (effect.type !== 'stop' && effect.type !== 'stack' && effect.type !== 'kill') return;
    const entry: Entry | undefined = book.entries.of(effect.service);
    const life = serviceOf(state, effect.service)?.life;
    if (entry === undefined || life?.state !== 'stopping' || life.next.move !== 'restart' || life.next.cause.kind === 'exit') return;
    if (entry.incident.evidence.processes.length > 0) return;
    const processes = lookAt(sources.members(effect.service, effect.instance));
    book.entries.amend(entry, (incident) => ({ ...incident, evidence: { ...incident.evidence, processes } }));
  }

  archive.found.then(
    (found) => guarded(() => book.adopt(found)),
    (error: unknown) => note(`what earlier supervisors left cannot be read: ${String(error)}`),
  );

  return {
    witness: (effect, state) =>
      guarded(() => {
        book.witness(effect, state);
        look(effect, state);
      }),
    after: (event, before, after) => guarded(() => book.after(event, before, after)),
    report: (report) => guarded(() => book.report(report)),
    openIncident: (service) => book.entries.of(service)?.incident.id ?? null,
    async close() {
      guarded(() => book.close());
      await gatherer.close();
      scribe.close();
    },
  };
}
