/** What the contract says of one service over its instances: who stopped it, what is owed to it, and its counts. */
import type { BackoffPlan, ServicePlan } from '../../../electron/supervisor/policy/plan.ts';
import { Live } from './live.ts';
import { Span } from './span.ts';

/** An unplanned failure that the next start will answer. */
export interface Failure {
  readonly at: number;
  readonly attempt: number;
  readonly delayMs: number;
  readonly longestDelayMs: number;
  readonly due: Span;
  /** Something planned happened since: the next start may answer that instead, at any time. */
  readonly loose: boolean;
  /** At that moment a storm's worth of restarts may have been begun already. */
  readonly storm: boolean;
}

/** An unplanned restart begins when it falls due, or when what it waits for then lets it start: any time between counts. */
interface Begun {
  readonly from: number;
  readonly until: number;
}

export class Account {
  plan: ServicePlan;
  live: Live | null = null;
  removed = false;
  /** Stopped by a person. */
  held: boolean;
  /** A person asked for it in closed hours or in a pause: it runs all the same until they end. */
  asked = false;
  /** A person asked for a start that has not come yet: it comes in a pause. `may`: it is only a companion of what was asked for. */
  startAsked: 'no' | 'may' | 'must' = 'no';
  failure: Failure | null = null;
  /** A start failure's next try. */
  readonly retry = new Span();
  /** Ended well, or for good: nothing starts it of itself. */
  over: 'finished' | 'lost' | null = null;
  /** A one-shot that is over may run once more, as something planned happened since. */
  again = false;
  attempts = 0;
  /** So many more may have been counted: they fell due and something planned came before they started. */
  unsure = 0;
  begun: readonly Begun[] = [];
  /** An exit that may yet turn out to be no failure, and the counts before it. */
  doubt: { readonly exitAt: number; readonly attempts: number; readonly unsure: number; readonly begun: readonly Begun[] } | null = null;
  /** Last storm, until the ladder or time has answered it. */
  stormed = false;

  constructor(plan: ServicePlan, held: boolean) {
    this.plan = plan;
    this.held = held;
  }

  get url(): boolean {
    return this.plan.kind === 'url';
  }

  /** Whether what is `after` it may start. */
  get ready(): boolean {
    if (this.live === null) return this.over === 'finished';
    return this.live.readyAt !== null && this.live.ending === null && !this.live.mainEnded;
  }

  /** How many unplanned restarts count for a storm now, at most and at least. */
  begunWithin(at: number): { readonly most: number; readonly least: number } {
    const { withinMs } = this.plan.storm;
    return {
      most: this.begun.filter(({ until }) => at - until < withinMs).length,
      least: this.begun.filter(({ from }) => at - from < withinMs).length,
    };
  }

  /** Ready for as long as a storm's window: its counts are forgiven. */
  forgive(at: number): void {
    // What is being ended is ready no more.
    const since = this.live?.ending === null ? this.live.readyAt : null;
    if (since !== null && at - since >= this.plan.storm.withinMs) this.attempts = this.unsure = 0;
  }

  fail(at: number, exit: boolean): void {
    this.forgive(at);
    this.startAsked = 'no';
    if (this.plan.restart === 'never') {
      this.over = 'lost';
      return;
    }
    const attempt = this.attempts + 1;
    const delayMs = delayOf(this.plan.backoff, attempt);
    const longestDelayMs = delayOf(this.plan.backoff, attempt + this.unsure);
    const storm = this.begunWithin(at).most >= this.plan.storm.restarts;
    const due = new Span();
    due.set(at + delayMs, Number.POSITIVE_INFINITY);
    this.failure = { at, attempt, delayMs, longestDelayMs, due, storm, loose: false };
    this.stormed ||= storm;
    this.doubt = exit ? { exitAt: at, attempts: this.attempts, unsure: this.unsure, begun: this.begun } : null;
  }

  /** Nothing of the instance is left. */
  ended(at: number): void {
    this.live = null;
    if (this.failure === null) return;
    const { due, longestDelayMs, storm } = this.failure;
    // In a storm that has nothing to climb, the longest delay follows the usual one, and the second in which an exit is in doubt.
    // A shell may have waited so long once already, while it had only to hold.
    const { maxMs } = this.plan.backoff;
    due.until = at + longestDelayMs + (storm ? (this.url ? 2 : 1) * maxMs + 1000 : 0);
  }

  begin(number: number, at: number): void {
    if (this.failure !== null && !this.failure.loose) {
      this.attempts = this.failure.attempt;
      this.begun = [...this.begun, { from: Math.max(this.failure.due.from, this.failure.at), until: at }];
      this.failure = null;
    }
    this.settleDebts(at);
    this.over = null;
    this.again = false;
    // Of a shell the start that was asked for is that of its page.
    if (!this.url) this.startAsked = 'no';
    this.live = new Live(this.plan, number, at);
  }

  /** It may start in a pause as a companion of what a person asked for. */
  allowStart(): void {
    if (this.startAsked === 'no') this.startAsked = 'may';
  }

  /** Whatever was to follow a failure no longer does: something planned comes instead. */
  settleDebts(at: number): void {
    if (this.failure !== null && (this.failure.loose || at >= this.failure.due.from)) {
      this.unsure++;
      this.begun = [...this.begun, { from: Number.NEGATIVE_INFINITY, until: at }];
    }
    this.failure = null;
    this.stormed = false;
    this.retry.rest();
  }

  /** What is owed may come at once, or when it would have come. */
  maySettle(at: number): void {
    if (this.failure !== null) this.failure = { ...this.failure, loose: true };
    if (this.retry.active) this.retry.set(at, this.retry.until);
  }

  emptyCounts(at: number): void {
    // A restart that fell due and waits for something else may have been counted before, or is now the first.
    const { failure } = this;
    if (failure !== null) {
      const delayMs = Math.min(failure.delayMs, this.plan.backoff.firstMs);
      const loose = failure.loose || at >= failure.due.from;
      failure.due.from = Math.min(failure.due.from, failure.at + delayMs);
      this.failure = { ...failure, attempt: 1, delayMs, loose };
    }
    this.attempts = 0;
    this.unsure = 0;
    this.begun = [];
    this.doubt = null;
  }

  /** One of its conditions went: an exit up to a second ago was no failure. */
  excuse(at: number): void {
    // Whether that goes for what was ended as frozen, too, is not said.
    if (this.doubt === null && this.failure !== null) this.maySettle(at);
    if (this.doubt === null || at - this.doubt.exitAt > 1000) return;
    this.failure = null;
    this.stormed = false;
    this.attempts = this.doubt.attempts;
    this.unsure = this.doubt.unsure;
    this.begun = this.doubt.begun;
    this.doubt = null;
  }
}

/** `first`, `then`, `then x factor`, ... `max`. */
export function delayOf(backoff: BackoffPlan, attempt: number): number {
  return attempt === 1 ? backoff.firstMs : Math.min(backoff.maxMs, backoff.thenMs * backoff.factor ** (attempt - 2));
}
