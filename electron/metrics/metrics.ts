/**
 * Figures for Prometheus: what is counted while it happens (`tally.ts`, `own.ts`), and what is asked for at a look (`sources.ts`), as one page of
 * text. `catalogue.ts` says what there is; docs/metrics.md says it to people.
 *
 * Invariants
 * - Nothing is computed unless somebody looks, but for adding up: a beat costs two look-ups and an addition. No timer runs.
 * - However often it is looked, a page is made at most once a second. One that cannot be made (a bug) is told, and harms nobody.
 * - Every label is bounded: by the exhibit file, by lists in the code, and for services' own figures by `own.ts`.
 * - Every series has the label `exhibit`, so that one rule tells of a fleet by name, and two exhibits of a machine stay apart.
 *
 * Numbers: a page of 200 services has some 6,500 lines and takes less than 10 ms of the loop.
 */
import { stackOf } from '../platform/errors.ts';
import { fresh } from '../platform/fresh.ts';
import type { Alert } from '../supervisor/policy/effect.ts';
import type { Beat, Event } from '../supervisor/policy/event.ts';
import type { State } from '../supervisor/policy/state.ts';
import type { ServiceReport, UsageSample } from '../supervisor/ports.ts';
import { expose } from './exposition.ts';
import { exhibitFamilies, machineFamilies, receiverFamilies, serviceFamilies } from './families.ts';
import { OwnMetrics } from './own.ts';
import { processFamilies } from './process.ts';
import type { Sources } from './sources.ts';
import { Tally } from './tally.ts';

export type { ReceiverCounts, Sources } from './sources.ts';

const FRESH_MS = 1_000;
/** Samples come every 10 s; an older one is of something that has ended. */
const OLDEST_SAMPLE_MS = 60_000;

export interface MetricsOptions {
  readonly exhibit: string;
  /** Of Invigil. */
  readonly version: string;
  readonly sources: Sources;
  /** When the next thing of a state falls due, on the loop's clock; null: nothing does. */
  readonly deadline: (state: State) => number | null;
  /** The id of the incident of a service that is open now; null: there is none. */
  readonly openIncident: (service: string) => string | null;
  /** Once for each service: a figure of its own was not taken. */
  readonly refused: (service: string, text: string) => void;
  /** A bug. */
  readonly log: (text: string) => void;
}

export interface Metrics {
  /** After each event of the loop, also one that changed nothing. */
  after(event: Event, before: State): void;
  alert(alert: Alert): void;
  report(report: ServiceReport): void;
  /** A service has changed: `instance` null: nothing of it runs. */
  changed(service: string, instance: string | null): void;
  /** The page as it was at most a second ago; null: it cannot be made. Never rejects. */
  page(): Promise<string | null>;
}

export function createMetrics({ exhibit, version, sources, deadline, openIncident, refused, log }: MetricsOptions): Metrics {
  const tally = new Tally();
  const own = new OwnMetrics(refused);
  const incidents = new Map<string, string>();

  function lookForIncident(service: string): void {
    const id = openIncident(service);
    if (id === null || incidents.get(service) === id) return;
    incidents.set(service, id);
    tally.of(service).incidents += 1;
  }

  async function newestOf(service: string): Promise<readonly (readonly [string, UsageSample])[]> {
    const sample = (await sources.usage(service)).at(-1);
    return sample === undefined || Math.abs(Date.now() - sample.at) > OLDEST_SAMPLE_MS ? [] : [[service, sample]];
  }

  async function make(): Promise<string> {
    const names = sources.snapshot().services.map(({ name }) => name);
    const [usage, ofProcess] = await Promise.all([Promise.all(names.map(newestOf)), processFamilies(tally)]);
    const snapshot = sources.snapshot();
    const present = new Set(snapshot.services.map(({ name }) => name));
    tally.keepOnly(present);
    own.keepOnly(present);
    const { worst, machine } = sources.health();
    const families = [
      ...exhibitFamilies(snapshot, worst, version, tally),
      ...serviceFamilies(snapshot.services, tally, new Map(usage.flat()), (service) => own.refused(service)),
      ...machineFamilies(sources.machine(), machine),
      ...receiverFamilies(sources.receivers()),
      ...ofProcess,
      ...own.families(),
    ];
    return expose(families, { exhibit });
  }

  const newest = fresh(FRESH_MS, () =>
    make().catch((error: unknown) => {
      log(`a bug, at the page of metrics: ${stackOf(error)}`);
      return null;
    }),
  );
  return {
    after(event, before) {
      if (event.type === 'beat') return countBeat(tally, event, before);
      if (event.type === 'late') return tally.lateness.observe(event.byMs / 1_000);
      if (event.type !== 'tick') return;
      const due = deadline(before);
      if (due !== null) tally.lateness.observe(Math.max(0, event.at - due) / 1_000);
    },
    alert(alert) {
      tally.alert(alert);
      if ('service' in alert) lookForIncident(alert.service);
    },
    report(report) {
      if (report.type === 'metric') own.take(report);
      else if (report.type === 'error') tally.of(report.service).errors += 1;
      else if (report.type === 'page') lookForIncident(report.service);
    },
    changed(service, instance) {
      lookForIncident(service);
      if (instance === null) own.end(service);
    },
    page: () => newest.get(),
  };
}

/** Late is a beat that came in the second half of the time for which silence was allowed, whatever had allowed it. */
function countBeat(tally: Tally, event: Beat, before: State): void {
  const life = before.services[before.index[event.service] ?? -1]?.life;
  if (life?.state !== 'running' || life.instance !== event.instance) return;
  const counts = tally.of(event.service);
  counts.beats += 1;
  const { lastBeatAt, deadline } = life.pulse;
  if (lastBeatAt !== null && deadline !== null && event.at > (lastBeatAt + deadline) / 2) counts.beatsLate += 1;
}
