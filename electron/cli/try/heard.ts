/**
 * What a program was heard to say of itself during a trial. Pure: signs and reports go in with their times (milliseconds since
 * its start), a summary comes out.
 */
import { TRIAL_KINDS, type TrialKind } from '../../heartbeat/trial.ts';
import type { EventBody } from '../../supervisor/policy/event.ts';
import type { ServiceReport } from '../../supervisor/ports.ts';
import { Gaps } from './gaps.ts';

export interface KindHeard {
  readonly kind: TrialKind;
  /** Null: it never said so over this kind. */
  readonly readyMs: number | null;
  readonly beats: number;
  readonly medianMs: number | null;
  readonly longestMs: number | null;
  /** Since its last beat, at the end of the watching. */
  readonly silentMs: number;
}

export interface Heard {
  /** Best first; only kinds over which something came. */
  readonly kinds: readonly KindHeard[];
  /** Null: no beat carried a progress count. */
  readonly progress: { readonly moved: boolean; readonly longestStandMs: number } | null;
  /** How often it asked for patience, and for how long at most. */
  readonly busy: { readonly times: number; readonly longestMs: number };
  /** Its own words on what is wrong: errors, `fatal`, an incompatible client, what was not understood. */
  readonly complaints: readonly string[];
}

/** A program may complain with every beat. */
const MOST_COMPLAINTS = 5;

export class Hearing {
  readonly #kinds = new Map<TrialKind, { readyMs: number | null; readonly gaps: Gaps }>();
  readonly #complaints = new Set<string>();
  #progress: { value: number; at: number; moved: boolean; longestStandMs: number } | null = null;
  #busyTimes = 0;
  #busyLongestMs = 0;
  #busyUntil = 0;

  sign(kind: TrialKind, at: number, event: EventBody): void {
    switch (event.type) {
      case 'ready': {
        const entry = this.#entry(kind);
        entry.readyMs ??= at;
        return entry.gaps.ready(at);
      }
      case 'beat':
        this.#entry(kind).gaps.beat(at);
        if (event.progress !== undefined) this.#moved(at, event.progress);
        return;
      case 'busy':
        this.#busyTimes += 1;
        this.#busyLongestMs = Math.max(this.#busyLongestMs, event.forMs);
        this.#busyUntil = Math.max(this.#busyUntil, at + event.forMs);
        return this.#entry(kind).gaps.busy(at, event.forMs);
      case 'fatal':
        return this.#complain(`it said that it has to be restarted: ${event.message}`);
      case 'incompatible':
        return this.#complain(`its client library is of another version: ${event.detail}`);
      default:
        return;
    }
  }

  report(report: ServiceReport): void {
    if (report.type === 'error' && !report.fatal) this.#complain(`it reported an error: ${report.message}`);
    if (report.type === 'note') this.#complain(report.text);
  }

  /** When it said first, over any kind, that it is ready; null: not yet. */
  get readyMs(): number | null {
    const times = [...this.#kinds.values()].flatMap(({ readyMs }) => readyMs ?? []);
    return times.length === 0 ? null : Math.min(...times);
  }

  /** Until then it has asked for patience. */
  get busyUntilMs(): number {
    return this.#busyUntil;
  }

  /** `at`: the end of the watching. */
  summary(at: number): Heard {
    const kinds = TRIAL_KINDS.flatMap((kind): KindHeard[] => {
      const entry = this.#kinds.get(kind);
      if (entry === undefined) return [];
      const { readyMs, gaps } = entry;
      const { beats, longestMs } = gaps;
      return [{ kind, readyMs, beats, medianMs: gaps.medianMs(), longestMs, silentMs: gaps.silentMs(at) }];
    });
    const progress = this.#progress;
    return {
      kinds,
      progress:
        progress === null
          ? null
          : { moved: progress.moved, longestStandMs: Math.max(progress.longestStandMs, at - Math.max(progress.at, this.#busyUntil)) },
      busy: { times: this.#busyTimes, longestMs: this.#busyLongestMs },
      complaints: [...this.#complaints],
    };
  }

  #entry(kind: TrialKind): { readyMs: number | null; readonly gaps: Gaps } {
    const known = this.#kinds.get(kind);
    if (known !== undefined) return known;
    const entry = { readyMs: null, gaps: new Gaps() };
    this.#kinds.set(kind, entry);
    return entry;
  }

  #moved(at: number, value: number): void {
    if (this.#progress === null) {
      this.#progress = { value, at, moved: false, longestStandMs: 0 };
    } else if (this.#progress.value !== value) {
      const { at: before, longestStandMs } = this.#progress;
      this.#progress = { value, at, moved: true, longestStandMs: Math.max(longestStandMs, at - before) };
    }
  }

  #complain(text: string): void {
    if (this.#complaints.size < MOST_COMPLAINTS) this.#complaints.add(text);
  }
}
