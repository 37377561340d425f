/**
 * The health document that a service writes itself: its checks go on, whatever its heartbeat is; where it is the heartbeat, a moved
 * stamp is readiness and beat.
 *
 * A document that has not moved for STALE_MS is `error`, before readiness `unknown`: the service has ceased to say how it is. Its age
 * is counted from when it was seen to move, by the monotonic clock, so that nobody's wall clock matters. What it holds before the
 * start counts for nothing, and a service that never writes one owes none.
 */
import { monotonicMs } from '../platform/clock.ts';
import type { HealthStatus } from '../supervisor/policy/event.ts';
import type { ReportedCheck } from '../supervisor/ports.ts';
import { readDocument } from './health-document.ts';
import type { Signs } from './signs.ts';
import { parseObject, stampIn } from './stamp.ts';
import { type FoundFile, WatchedFile } from './watched-file.ts';

/** A service's own document that is older than this is stale (contract 5), in milliseconds. */
const STALE_MS = 120_000;
const STAMP = 'last_updated';
/** The check that says how old the document is. */
const AGE_CHECK = 'health-file';

export class HealthFile {
  readonly #signs: Signs;
  readonly #isHeartbeat: boolean;
  readonly #readyByTime: boolean;
  readonly #file: WatchedFile;
  #value: string | number | null = null;
  #checks: readonly ReportedCheck[] = [];
  /** When it was last seen to move; null: it has not been. */
  #movedAt: number | null = null;
  #timer: NodeJS.Timeout | null = null;
  #stale: HealthStatus | null = null;
  #closed = false;

  /** `readyByTime`: no sign of the service says when it is ready, so it is once it runs. */
  constructor(signs: Signs, path: string, { isHeartbeat, readyByTime }: { readonly isHeartbeat: boolean; readonly readyByTime: boolean }) {
    this.#signs = signs;
    this.#isHeartbeat = isHeartbeat;
    this.#readyByTime = readyByTime;
    this.#file = new WatchedFile(path, {
      take: (file) => this.#take(file),
      refuse: (why) => signs.drop('unreadable', `${path}: ${why}`),
    });
    this.#value = stampOf(parseObject(this.#file.old()?.text ?? ''));
  }

  look(): Promise<void> {
    return this.#file.look();
  }

  /** The service has become ready: from now on its silence is an error. */
  becameReady(): void {
    if (this.#stale !== null) this.#judge();
  }

  close(): void {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #take({ text, why }: FoundFile): boolean {
    const { path } = this.#file;
    if (text === null) {
      this.#signs.drop('unreadable', `${path}: ${why}`);
      return true;
    }
    const document = parseObject(text);
    if (document === null) {
      // An empty one is just being written anew, as every program does that opens it for writing.
      if (text !== '') this.#signs.drop('unreadable', `${path} was found half written, or is not a JSON object`);
      return false;
    }
    if (!this.#closed) this.#hear(document);
    return true;
  }

  /** A document that says something else without moving its stamp is no sign of life, but what it says goes on. */
  #hear(document: Readonly<Record<string, unknown>>): void {
    const { checks, wrong } = readDocument(document);
    for (const words of wrong) this.#signs.drop('unreadable', `${this.#file.path}: ${words}`);
    this.#checks = checks;
    const stamp = stampOf(document);
    const moved = stamp === null || stamp !== this.#value;
    this.#value = stamp;
    const mended = moved && this.#stale !== null;
    if (moved) this.#moved();
    const age = this.#stale === null ? (mended ? [ageCheck('healthy')] : []) : [ageCheck(this.#stale)];
    if (checks.length + age.length > 0) this.#signs.checks([...checks, ...age]);
    if (!moved || !this.#isHeartbeat) return;
    this.#signs.ready();
    this.#signs.beat();
  }

  #moved(): void {
    this.#movedAt = monotonicMs();
    this.#stale = null;
    if (this.#timer === null) this.#wait(STALE_MS);
  }

  /** A document that moved meanwhile costs no timer: the one that is set looks how old it is, and is set again. */
  #wait(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = null;
      // What was written while the loop was late is looked at before it is judged.
      void this.look().then(() => this.#judge());
    }, ms);
    this.#timer.unref();
  }

  #judge(): void {
    if (this.#closed || this.#movedAt === null || this.#timer !== null) return;
    const restMs = this.#movedAt + STALE_MS - monotonicMs();
    if (restMs > 0) return this.#wait(restMs);
    this.#stale = this.#signs.isReady || this.#readyByTime ? 'error' : 'unknown';
    this.#signs.checks([...this.#checks, ageCheck(this.#stale)]);
  }
}

/** Null: the document has no stamp, its file's time counts. One that is no time counts as none. */
function stampOf(document: Readonly<Record<string, unknown>> | null): string | number | null {
  const stamp = document === null ? null : stampIn(document, STAMP);
  return stamp?.kind === 'field' ? stamp.value : null;
}

function ageCheck(status: HealthStatus): ReportedCheck {
  const message = status === 'healthy' ? null : `its health file has not been renewed for ${STALE_MS / 1000} s`;
  return { name: AGE_CHECK, status, message, timestamp: null, metadata: {} };
}
