/**
 * What the contract says of one instance, from the effect that asks for it to its end: whether it is ready, how long it may be
 * silent, stand still or take to start, and whether somebody asked for its end.
 */
import { SHELL_STARTUP_MS, SHELL_TIMEOUT_MS } from '../../../electron/supervisor/policy/constants.ts';
import type { ServicePlan } from '../../../electron/supervisor/policy/plan.ts';
import { Span } from './span.ts';

export interface Ending {
  readonly planned: boolean;
  readonly kill: Span;
  killed: boolean;
}

export class Live {
  readonly number: number;
  readonly plan: ServicePlan;
  readonly askedAt: number;
  forkedAt: number | null = null;
  /** A command: ready. A page: shown. */
  readyAt: number | null = null;
  /** Of a `url` service: the shell itself is up. */
  shellUp = false;
  page: 'held' | 'given' | 'shown' = 'held';
  mainEnded = false;
  /** Asked to be restarted, by a status or, which has to be answered at once, outright. */
  fatal = false;
  #fatalDue = Number.POSITIVE_INFINITY;
  /** Over a limit: has to be answered at once. */
  tooMuch = false;
  incompatible = false;
  /** A person asked for a start while it was ending. */
  wanted = false;
  ending: Ending | null = null;
  /** Something happened that may end it although nothing is wrong with it. Of a shell, `page`: only its page may be taken away. */
  mayEnd: 'no' | 'page' | 'process' = 'no';
  /** The same number for what one event asked for: order holds within it. */
  wave = 0;
  readonly silence = new Span();
  readonly startup = new Span();
  readonly stall = new Span();
  #busySince: number | null = null;
  #ownTimeoutMs: number | null = null;
  #signAt = 0;
  #pageBusySince: number | null = null;
  /** The stretch may be counted from here: after sleep, a pause, a debugger. */
  #busyAnew = 0;
  #progress: number | null = null;
  #wasTraced = false;
  /** A debugger has held it since its last sign of life. */
  #heldUp = false;

  constructor(plan: ServicePlan, number: number, askedAt: number) {
    this.plan = plan;
    this.number = number;
    this.askedAt = askedAt;
    if (plan.heartbeat.watched) this.startup.set(askedAt + this.#startupMs, Number.POSITIVE_INFINITY);
  }

  /** Of the process; a page has the `startup` of the file. */
  get #startupMs(): number {
    return this.url && this.page === 'held' ? SHELL_STARTUP_MS : this.plan.heartbeat.startupMs;
  }

  /** A page's own `timeout` is the shell's to judge. */
  get #timeoutMs(): number {
    return this.url ? SHELL_TIMEOUT_MS : (this.#ownTimeoutMs ?? this.plan.heartbeat.timeoutMs);
  }

  get url(): boolean {
    return this.plan.kind === 'url';
  }

  forked(at: number): void {
    this.forkedAt = at;
    if (this.startup.active) this.startup.until = Math.max(this.startup.from, at + this.#startupMs);
  }

  /** `ready`. */
  up(at: number): void {
    if (this.url ? this.shellUp : this.readyAt !== null) return;
    this.startup.rest();
    this.#busySince = null;
    if (this.url) this.shellUp = true;
    else this.readyAt = at;
    this.#awaitBeat(at);
  }

  /** The address was given. */
  given(at: number): void {
    this.page = 'given';
    this.#pageBusySince = null;
    this.startup.set(at + this.#startupMs);
  }

  shown(at: number): void {
    if (this.page !== 'given') return;
    this.page = 'shown';
    this.readyAt = at;
    this.startup.rest();
  }

  held(): void {
    this.page = 'held';
    this.readyAt = null;
    this.startup.rest();
  }

  #awaitBeat(at: number): void {
    if (!this.plan.heartbeat.watched) return;
    this.#signAt = at;
    this.silence.set(at + this.#timeoutMs);
  }

  beat(at: number, progress: number | undefined): void {
    // The adapters say `ready` where a beat means it; before that it proves nothing.
    if (this.url ? !this.shellUp : this.readyAt === null) return;
    this.#wasTraced = this.#heldUp = false;
    this.#awaitBeat(at);
    const { stallMs } = this.plan.heartbeat;
    const rested = this.#busySince === null ? 0 : at - this.#busySince;
    this.#busySince = null;
    if (stallMs === null) return;
    if (progress !== undefined && progress !== this.#progress) {
      this.#progress = progress;
      this.stall.set(at + stallMs);
    } else if (rested > 0 && this.stall.active) {
      this.stall.set(this.stall.from + rested, Math.max(this.stall.until + rested, at + stallMs));
    }
  }

  busy(at: number, forMs: number): void {
    // While a page is on its way, `busy` is about the page.
    const page = this.page === 'given';
    const since = (page ? this.#pageBusySince : this.#busySince) ?? at;
    if (page) this.#pageBusySince = since;
    else this.#busySince = since;
    const wished = at + Math.min(forMs, this.plan.busy.maxMs);
    const from = Math.min(wished, since + this.plan.busy.totalMs);
    const until = Math.min(wished, Math.max(since, this.#busyAnew) + this.plan.busy.totalMs);
    if (this.startup.active) {
      this.startup.set(Math.max(this.startup.from, from), Math.max(this.startup.until, until));
    } else if (this.silence.active) {
      // Whether a short `busy` may shorten the patience that was left is not said.
      this.silence.set(from, Math.max(until, this.silence.until));
    }
  }

  sayFatal(at: number): void {
    if (!this.fatal) this.#fatalDue = at;
    this.fatal = true;
  }

  sayTooMuch(at: number): void {
    if (!this.tooMuch) this.#fatalDue = Math.min(this.#fatalDue, at);
    this.tooMuch = true;
  }

  /** So many answers in a row did not come: it may, and has to, count as frozen now. */
  missed(at: number): void {
    if (this.silence.active && !this.busyNow) this.silence.set(Math.min(this.silence.from, at), Math.min(this.silence.until, at));
  }

  /** Its own timeout, from its last sign of life on; what was given back stays so. Whether it adds to `busy` is not said. */
  setTimeout(timeoutMs: number): void {
    const more = timeoutMs - this.#timeoutMs;
    this.#ownTimeoutMs = timeoutMs;
    if (!this.silence.active) return;
    const { from, until } = this.silence;
    const [least, most] = this.busyNow ? [Math.min(more, 0), Math.max(more, 0)] : [more, more];
    this.silence.set(from + least, Math.max(this.#signAt + timeoutMs, until + most));
  }

  get busyNow(): boolean {
    return this.#busySince !== null;
  }

  late(at: number, byMs: number): void {
    this.#each((span, full) => span.late(byMs, at + full));
    if (this.ending !== null) this.ending.kill.until += byMs;
  }

  /**
   * A look at those whose time has come. One that a debugger has let go since the last look may be given its patience once more, when that
   * would have run out.
   */
  lookedAt(at: number, traced: boolean): void {
    if (traced) this.#stretch(at, false);
    else if (this.#wasTraced) this.#stretch(Math.max(at, this.failsBy), true);
    this.#wasTraced = traced;
    this.#heldUp ||= traced;
  }

  /** The machine slept: patience may begin anew. */
  slept(at: number): void {
    this.#stretch(at, true);
    this.#lookAgain();
  }

  /** It is looked at only when its time has come, which has just been put off: that a debugger has let it go may still be unseen. */
  #lookAgain(): void {
    this.#wasTraced = this.#heldUp;
  }

  /** After sleep, while a debugger holds it, or when it lets go: patience may begin anew. `judgeable` false: must not be judged at `at`. */
  #stretch(at: number, judgeable: boolean): void {
    this.#busyAnew = at;
    this.#each((span, full) => {
      span.stretch(at + full);
      if (!judgeable) span.from = Math.max(span.from, at + 1);
    });
  }

  /** After a pause that ended at `from`, noticed at `at`, every deadline begins anew. */
  renew(from: number, at: number): void {
    this.#fatalDue = Number.POSITIVE_INFINITY;
    this.#busyAnew = at;
    this.#each((span, full) => {
      span.set(from + full, Math.max(at + full, this.#busySince === null ? 0 : span.until));
    });
    this.#lookAgain();
  }

  #each(act: (span: Span, fullMs: number) => void): void {
    if (this.silence.active) act(this.silence, this.#timeoutMs);
    if (this.startup.active) act(this.startup, this.#startupMs);
    if (this.stall.active) act(this.stall, this.plan.heartbeat.stallMs ?? 0);
  }

  /** Whether it may rightly be called failed now, and by what. */
  suspect(at: number): 'freeze' | 'never-ready' | 'stall' | 'fatal' | 'limit' | null {
    if (this.tooMuch) return 'limit';
    if (this.fatal) return 'fatal';
    if (at >= this.startup.from) return 'never-ready';
    if (at >= this.silence.from) return 'freeze';
    if (at >= this.stall.from && !this.busyNow) return 'stall';
    return null;
  }

  /** By when it has to be called failed. */
  get failsBy(): number {
    return Math.min(this.#fatalDue, this.silence.until, this.startup.until, this.busyNow ? Number.POSITIVE_INFINITY : this.stall.until);
  }
}
