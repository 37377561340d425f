/** The services of an overview as rows: what belongs together, which the document keeps apart. */
import type { Overview } from '../../electron/documents/overview.ts';
import type { ServiceStatusJson } from '../../electron/documents/status.ts';
import { duration } from '../parts/format.ts';
import { fill, type Words, whole } from '../words/words.ts';

export type Row = Overview['services'][number] & { readonly status: ServiceStatusJson };

export function rowsOf({ services, status }: Overview): readonly Row[] {
  return services.flatMap((service, index) => {
    const of = status.services[index];
    return of === undefined ? [] : [{ ...service, status: of }];
  });
}

/** What it is doing, as the supervisor says it; of what runs well the page counts on by itself since when. */
export function doingOf(row: Row, now: number, words: Words): string {
  const runsWell = row.status.state === 'running' && (row.tone === 'healthy' || row.tone === 'unknown');
  if (!runsWell) return whole(row.doing);
  const since = duration(Math.max(0, now - Date.parse(row.status.since)), words.language);
  return fill(words.runningFor, { duration: since });
}

/** How much of the time until it counts as frozen has passed since its last beat, 0 to 1; null: it is not judged. */
export function beatPart({ beat_deadline_ms, status }: Row): number | null {
  if (beat_deadline_ms === null || status.last_beat_ms === null || beat_deadline_ms <= 0) return null;
  return Math.min(1, Math.max(0, status.last_beat_ms / beat_deadline_ms));
}
