/**
 * Takes the messages of one receiver to it, one try at a time.
 *
 *     idle --something waits--> sending --delivered, refused--> idle (after `digestMs`, where messages are sent together)
 *                                  |
 *                                  +--later--> waiting for the next try (backoff, or what the server asks for) --> idle
 *
 * A try that does not end within 30 s is ended. Whatever goes wrong holds up this receiver only.
 */
import { stackOf } from '../platform/errors.ts';
import { waitAfter } from './backoff.ts';
import type { Message } from './message.ts';
import type { Outbox, Row } from './outbox/outbox.ts';
import type { Answer, Receiver, SendTools } from './receiver.ts';

/** Longest try, in milliseconds. */
const TRY_MS = 30_000;
/** A receiver that does not even end when it is told to is let go after so long. */
const GRACE_MS = 500;

/** What came of a try, for whoever counts. `dropped`: refused for ever. */
export type Outcome = 'delivered' | 'later' | 'dropped';

export interface CarrierOptions {
  readonly outbox: Pick<Outbox, 'take' | 'delivered' | 'postponed' | 'refused' | 'tally'>;
  readonly receiver: Receiver;
  readonly picture: SendTools['picture'];
  /** Takes secrets out of what is said of a try. */
  readonly mask: (text: string) => string;
  /** `12 earlier messages were lost, because there were too many`, in the exhibit's language. */
  readonly lost: (count: number) => string;
  readonly log: (level: 'info' | 'warning' | 'error', text: string) => void;
  readonly counted: (receiver: Receiver, outcome: Outcome, messages: number) => void;
}

export interface CarrierStatus {
  /** Why the last try failed; null: it did not. */
  readonly problem: string | null;
  /** Milliseconds since 1970; null: at once. */
  readonly nextTryAt: number | null;
}

export class Carrier {
  readonly #options: CarrierOptions;
  readonly #ending = new AbortController();
  #work: Promise<void> | null = null;
  #failures = 0;
  #problem: string | null = null;
  #timer: NodeJS.Timeout | undefined;
  #nextTryAt: number | null = null;
  /** The server itself has asked for the present wait. */
  #asked = false;
  #closing = false;
  /** Nothing more is taken. */
  #retired = false;

  constructor(options: CarrierOptions) {
    this.#options = options;
  }

  get status(): CarrierStatus {
    return { problem: this.#problem, nextTryAt: this.#nextTryAt };
  }

  /** Something may wait. */
  look(): void {
    if (this.#work !== null || this.#nextTryAt !== null || this.#retired) return;
    const rows = this.#options.outbox.take(this.#options.receiver.name, this.#options.receiver.most);
    const [first, ...rest] = rows;
    if (first === undefined) return;
    this.#work = this.#carry([first, ...rest])
      .catch((error: unknown) => this.#options.log('error', `a bug in the delivery of alerts: ${stackOf(error)}`))
      .finally(() => {
        this.#work = null;
        this.look();
      });
  }

  /** The world may have changed: what is not the server's own wish is tried now. */
  wake(): void {
    if (this.#nextTryAt === null || this.#asked || this.#failures === 0) return;
    this.#failures = 1;
    this.#goOn();
  }

  /** The end of all: within so many milliseconds what waits can still be sent, then what is on its way is broken off. */
  async close(withinMs: number): Promise<void> {
    this.#closing = true;
    // What waits only to be sent together need not wait any longer.
    if (this.#failures === 0 && this.#nextTryAt !== null) this.#goOn();
    const end = setTimeout(() => {
      this.#retired = true;
      this.#ending.abort();
    }, withinMs);
    while (this.#work !== null) await this.#work;
    clearTimeout(end);
    await this.retire();
  }

  /** Takes nothing more; what is on its way comes to its end. */
  async retire(): Promise<void> {
    this.#retired = true;
    clearTimeout(this.#timer);
    await this.#work;
    this.#options.receiver.close();
  }

  async #carry(rows: readonly [Row, ...Row[]]): Promise<void> {
    const { outbox, receiver, counted, mask } = this.#options;
    const ids = rows.map(({ message }) => message.id);
    const { untold } = outbox.tally(receiver.name);
    const answer = await this.#send(untold === 0 ? messagesOf(rows) : withLoss(messagesOf(rows), this.#options.lost(untold)));
    if (answer.outcome === 'later') {
      outbox.postponed(ids);
      counted(receiver, 'later', rows.length);
      return this.#failed(mask(answer.reason), answer.afterMs);
    }
    this.#recovered();
    if (answer.outcome === 'delivered') {
      await outbox.delivered(ids, untold);
      counted(receiver, 'delivered', rows.length);
      // At the end nothing waits to be sent together.
      if (receiver.digestMs > 0 && !this.#closing) this.#pause(receiver.digestMs);
      return;
    }
    this.#options.log(
      'warning',
      `${receiver.name} does not take ${rows.length === 1 ? 'an alert' : `${rows.length} alerts`}: ${mask(answer.reason)}`,
    );
    await outbox.refused(ids);
    counted(receiver, 'dropped', rows.length);
  }

  /** Never rejects, and ends in bounded time. */
  async #send(messages: readonly [Message, ...Message[]]): Promise<Answer> {
    const { receiver, picture, log } = this.#options;
    const late = new AbortController();
    const signal = AbortSignal.any([late.signal, this.#ending.signal]);
    const timer = setTimeout(() => late.abort(), TRY_MS);
    const { promise: abandoned, resolve } = Promise.withResolvers<Answer>();
    const reason = () => (late.signal.aborted ? `it has not answered for ${TRY_MS / 1_000} s` : 'Invigil is ending');
    let grace: NodeJS.Timeout | undefined;
    signal.addEventListener('abort', () => {
      grace = setTimeout(() => resolve({ outcome: 'later', reason: reason(), afterMs: null }), GRACE_MS);
    });
    try {
      return await Promise.race([receiver.send(messages, { signal, picture }), abandoned]);
    } catch (error) {
      log('error', `a bug in the receiver ${receiver.name}: ${stackOf(error)}`);
      return { outcome: 'later', reason: 'a bug, told in the log', afterMs: null };
    } finally {
      clearTimeout(timer);
      clearTimeout(grace);
    }
  }

  #failed(problem: string, afterMs: number | null): void {
    if (this.#retired) return;
    // Told once for each row of failures.
    if (this.#failures === 0)
      this.#options.log('warning', `${this.#options.receiver.name} cannot be told now, and is tried again: ${problem}`);
    this.#failures += 1;
    this.#problem = problem;
    this.#asked = afterMs !== null;
    this.#pause(waitAfter(this.#failures, afterMs));
  }

  #recovered(): void {
    if (this.#failures > 0) this.#options.log('info', `${this.#options.receiver.name} can be told again`);
    this.#failures = 0;
    this.#problem = null;
  }

  #pause(ms: number): void {
    this.#nextTryAt = Date.now() + ms;
    this.#timer = setTimeout(() => this.#goOn(), ms);
    this.#timer.unref();
  }

  #goOn(): void {
    clearTimeout(this.#timer);
    this.#nextTryAt = null;
    this.look();
  }
}

function messagesOf([first, ...rest]: readonly [Row, ...Row[]]): [Message, ...Message[]] {
  return [first.message, ...rest.map(({ message }) => message)];
}

function withLoss([first, ...rest]: readonly [Message, ...Message[]], words: string): [Message, ...Message[]] {
  return [{ ...first, text: `${first.text}\n\n${words}`.trim() }, ...rest];
}
