/** The overview of a snapshot: its status, and the words for people. */
import type { Overview } from '../documents/overview.ts';
import { en } from '../documents/words/en.ts';
import { translate } from '../documents/words/translate.ts';
import type { Words } from '../documents/words/words.ts';
import { doing, toneOf } from './doing.ts';
import { sentence } from './sentence.ts';
import type { Snapshot } from './snapshot.ts';
import { statusJson } from './status-json.ts';
import { staffName } from './words.ts';

/** What the snapshot, which is the policy's, does not know of a service. */
export interface Beside {
  readonly page: boolean;
  /** Of its newest sample; null: none. */
  readonly cpuPercent: number | null;
  readonly memoryBytes: number | null;
}

/** `now`: the wall clock in milliseconds. */
export function overview(snapshot: Snapshot, now: number, beside: (service: string) => Beside, words: Words = en): Overview {
  return {
    title: snapshot.title,
    sentence: sentence(snapshot, now, words),
    services: snapshot.services.map((service) => {
      const { page, cpuPercent, memoryBytes } = beside(service.name);
      return {
        name: staffName(service, snapshot.services, words),
        tone: toneOf(service),
        doing: doing(service, now, words),
        reason: service.reason === null ? null : translate(service.reason, words),
        page,
        beat_deadline_ms: service.beatDeadlineMs,
        cpu_percent: cpuPercent,
        memory_bytes: memoryBytes,
      };
    }),
    status: statusJson(snapshot),
  };
}
