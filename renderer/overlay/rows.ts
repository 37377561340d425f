/** The services of an overview as rows: what belongs together, which the document keeps apart. */
import type { Overview } from '../../electron/documents/overview.ts';
import type { ServiceStatusJson } from '../../electron/documents/status.ts';
import { duration } from '../parts/format.ts';
import { fill, said, type Words } from '../words/words.ts';

export type Row = Overview['services'][number] & { readonly status: ServiceStatusJson };

export function rowsOf({ services, status }: Overview): readonly Row[] {
  return services.flatMap((service, index) => {
    const of = status.services[index];
    return of === undefined ? [] : [{ ...service, status: of }];
  });
}

/** What it is doing, with the language that is in. What runs well is said in the page's language, the rest as the supervisor says it. */
export function doingOf(row: Row, now: number, words: Words): { readonly text: string; readonly lang: string } {
  const runsWell = row.status.state === 'running' && (row.tone === 'healthy' || row.tone === 'unknown');
  if (!runsWell) return said(row.doing, words);
  const since = duration(Math.max(0, now - Date.parse(row.status.since)), words.language);
  return { text: fill(words.runningFor, { duration: since }), lang: words.language };
}

/** How much of the time until it counts as frozen has passed since its last beat, 0 to 1; null: it is not judged. */
export function beatPart({ beat_deadline_ms, status }: Row): number | null {
  if (beat_deadline_ms === null || status.last_beat_ms === null || beat_deadline_ms <= 0) return null;
  return Math.min(1, Math.max(0, status.last_beat_ms / beat_deadline_ms));
}
