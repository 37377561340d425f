/** What one instance's signs of life become: facts for the policy, reports for everybody else, nothing after its end. */
import type { EventBody, HealthStatus } from '../supervisor/policy/event.ts';
import type { Dispatch, Instance, ReportedCheck, ServiceReport } from '../supervisor/ports.ts';
import type { DropReason, Drops } from './drops.ts';

type ReportBody = ServiceReport extends infer R ? (R extends ServiceReport ? Omit<R, 'service' | 'instance'> : never) : never;

/** From best to worst, for the one status that several checks amount to. */
const RANK: Readonly<Record<HealthStatus, number>> = { healthy: 0, unknown: 1, warning: 2, error: 3, fatal: 4 };

/** So many different notes of one instance reach the log: what is wrong in ever new ways must not fill it, nor memory. */
const MOST_NOTES = 32;

export class Signs {
  readonly instance: Instance;
  readonly #dispatch: Dispatch;
  readonly #onReport: (report: ServiceReport) => void;
  readonly #drops: Drops;
  readonly #about: { readonly service: string; readonly instance: number };
  readonly #plainBeat: EventBody;
  readonly #noted = new Set<string>();
  readonly #readyByQuestion: boolean;
  #ready = false;
  #fatal = false;
  #ended = false;

  /** `readyByQuestion`: a question of its own says when it is ready, its heartbeat does not. */
  constructor(instance: Instance, dispatch: Dispatch, onReport: (report: ServiceReport) => void, drops: Drops, readyByQuestion = false) {
    this.instance = instance;
    this.#about = { service: instance.service, instance: instance.number };
    this.#plainBeat = { type: 'beat', ...this.#about };
    this.#dispatch = dispatch;
    this.#onReport = onReport;
    this.#drops = drops;
    this.#readyByQuestion = readyByQuestion;
  }

  get isReady(): boolean {
    return this.#ready;
  }

  /** Its heartbeat says that it is ready. Counts once. */
  ready(): void {
    if (!this.#readyByQuestion) this.readyAsAsked();
  }

  /** The question of its readiness was answered as wanted. */
  readyAsAsked(): void {
    if (this.#ended || this.#ready) return;
    this.#ready = true;
    this.#dispatch({ type: 'ready', ...this.#about });
  }

  /** Nearly all that is dispatched: what says nothing more is made once. */
  beat(progress: number | null = null, status: HealthStatus | null = null): void {
    if (this.#ended) return;
    if (progress === null && status === null) this.#dispatch(this.#plainBeat);
    else this.#dispatch({ ...this.#plainBeat, ...(progress === null ? {} : { progress }), ...(status === null ? {} : { status }) });
  }

  missed(detail: string): void {
    if (!this.#ended) this.#dispatch({ type: 'missed', ...this.#about, detail });
  }

  busy(forMs: number): void {
    if (!this.#ended) this.#dispatch({ type: 'busy', ...this.#about, forMs });
  }

  shown(): void {
    if (!this.#ended) this.#dispatch({ type: 'shown', ...this.#about });
  }

  incompatible(detail: string): void {
    if (!this.#ended) this.#dispatch({ type: 'incompatible', ...this.#about, detail });
  }

  /** Means "restart me" once for each instance (contract 2). */
  fatal(message: string): void {
    if (this.#ended || this.#fatal) return;
    this.#fatal = true;
    this.#dispatch({ type: 'fatal', ...this.#about, message });
  }

  /** Of several checks the worst counts; a service that has none to show is `unknown`. */
  checks(checks: readonly ReportedCheck[]): void {
    if (this.#ended) return;
    const status = checks.reduce<HealthStatus | null>(
      (worst, c) => (worst === null || RANK[c.status] > RANK[worst] ? c.status : worst),
      null,
    );
    this.#dispatch({ type: 'health', ...this.#about, status: status ?? 'unknown' });
    this.report({ type: 'checks', checks });
  }

  report(report: ReportBody): void {
    if (!this.#ended) this.#onReport({ ...report, ...this.#about });
  }

  /** Tells the log the same thing once for each instance: a mistake that is repeated with every message must not fill it. */
  note(text: string): void {
    if (this.#noted.has(text) || this.#noted.size > MOST_NOTES) return;
    this.#noted.add(text);
    this.report({ type: 'note', text: this.#noted.size > MOST_NOTES ? 'more of the kind is not told again' : text });
  }

  /** Counts a message that is not taken, and says why the first time. */
  drop(reason: DropReason, why: string): void {
    this.#drops.count(reason);
    this.note(`dropped: ${why}`);
  }

  /** The instance is gone: nothing more of it is passed on. */
  end(): void {
    this.#ended = true;
  }
}
