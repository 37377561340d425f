/**
 * What happens, as it happens: a line each, with the time since the start; what the program writes between them, dimmed. Beats
 * come too often for a line each: on a terminal they are one line that is painted over, elsewhere one line a second.
 */
import type { TrialKind } from '../../heartbeat/trial.ts';
import { plainText } from '../../log/text.ts';
import type { EventBody, HealthStatus } from '../../supervisor/policy/event.ts';
import type { ServiceReport } from '../../supervisor/ports.ts';
import { duration } from '../../supervisor/words.ts';
import type { Look } from '../terminal.ts';
import { READY_BY } from './words.ts';

const BEAT_LINE_EVERY_MS = 1_000;
/** Room for `123.4 s`. */
const TIME_WIDTH = 8;

export class Live {
  readonly #write: (text: string) => void;
  readonly #look: Look;
  readonly #isTerminal: boolean;
  readonly #beats = new Map<TrialKind, number>();
  #startedAt = performance.now();
  #lastBeatLine = Number.NEGATIVE_INFINITY;
  /** A line that may be painted over stands at the end. */
  #transient = false;
  #patience: { readonly forMs: number; why: string | null } | null = null;
  #said = '';
  #healthSaid: HealthStatus = 'unknown';

  constructor(write: (text: string) => void, look: Look, isTerminal: boolean) {
    this.#write = write;
    this.#look = look;
    this.#isTerminal = isTerminal;
  }

  /** The program starts now. */
  begin(): void {
    this.#startedAt = performance.now();
  }

  line(text: string): void {
    this.#print(`${this.#time()}  ${plainText(text)}`);
  }

  /** Something that the program wrote. */
  output(text: string): void {
    this.#print(this.#look.dim(`${' '.repeat(TIME_WIDTH)}  | ${plainText(text)}`));
  }

  process(event: EventBody): void {
    if (event.type === 'spawned') this.line(`started as process ${event.pid}`);
    if (event.type === 'exited') this.line(event.signal === null ? `ended with exit status ${event.code}` : `ended by ${event.signal}`);
  }

  sign(kind: TrialKind, event: EventBody): void {
    switch (event.type) {
      case 'ready':
        return this.line(`ready (${READY_BY[kind]})`);
      case 'beat':
        return this.#beat(kind, event.progress);
      case 'busy':
        return this.#busy(event.forMs);
      case 'health':
        return this.#health(event.status);
      case 'fatal':
        return this.line(`it asks to be restarted: ${event.message}`);
      case 'incompatible':
        return this.line(`incompatible client: ${event.detail}`);
      default:
        return;
    }
  }

  report(kind: TrialKind, report: ServiceReport): void {
    switch (report.type) {
      case 'hello':
        return this.line(`hello (${kind}${report.client === null ? '' : `: ${report.client}`})`);
      case 'message':
        return this.#message(report.text);
      case 'error':
        return this.line(`error: ${report.message}`);
      case 'note':
        return this.line(`not understood: ${report.text}`);
      case 'stopping':
      case 'reloading':
        return this.line(`it says: ${report.type}`);
      default:
        return;
    }
  }

  /** Nothing more comes. */
  end(): void {
    if (this.#transient) this.#write('\n');
    this.#transient = false;
  }

  #beat(kind: TrialKind, progress: number | undefined): void {
    const beats = (this.#beats.get(kind) ?? 0) + 1;
    this.#beats.set(kind, beats);
    const now = performance.now();
    if (beats === 1) this.line(`first beat (${kind})`);
    else if (now - this.#lastBeatLine < BEAT_LINE_EVERY_MS) return;
    else this.#print(`${this.#time()}  beat ${beats} (${kind})${progress === undefined ? '' : `, progress ${progress}`}`, this.#isTerminal);
    this.#lastBeatLine = now;
  }

  /** Told with every document, of interest when it changes. */
  #health(status: HealthStatus): void {
    if (status !== this.#healthSaid) this.line(`health: ${status}`);
    this.#healthSaid = status;
  }

  /** Why comes right behind. */
  #busy(forMs: number): void {
    const patience = { forMs, why: null };
    this.#patience = patience;
    queueMicrotask(() => {
      const { why } = this.#patience ?? patience;
      this.#patience = null;
      this.line(`busy ${duration(forMs)}${why === null ? '' : `: ${why}`}`);
    });
  }

  #message(text: string): void {
    if (this.#patience !== null) this.#patience.why = text;
    else if (text !== this.#said) this.line(`it says: ${text}`);
    this.#said = text;
  }

  #time(): string {
    return `${((performance.now() - this.#startedAt) / 1_000).toFixed(1)} s`.padStart(TIME_WIDTH);
  }

  #print(text: string, transient = false): void {
    this.#write(`${this.#transient ? '\r\x1b[K' : ''}${text}${transient ? '' : '\n'}`);
    this.#transient = transient;
  }
}
