/**
 * Hears what the page says and passes it on: what concerns its life to the policy, the rest to the supervisor as the service's own.
 *
 * - A page is never trusted: words are read strictly, counted, and what is wrong with them is told once.
 * - "Restart me" means the page here, not the shell: it goes to the policy, whatever word it comes in, and to the supervisor as
 *   an `error` at most.
 * - What one document said ends with it.
 */
import { Gate } from './gate.ts';
import type { PageEvent } from './page.ts';
import type { ReportedCheck, ToSupervisor } from './protocol.ts';
import { readWord, type Word } from './word.ts';
import { CHECKS, WORDS_PER_SECOND } from './word-limits.ts';

/** Different notes about one document. */
const NOTES = 20;

export interface VoiceOptions {
  readonly report: (event: PageEvent) => void;
  readonly send: (message: ToSupervisor) => void;
  /** A line in the log. */
  readonly note: (text: string) => void;
}

export class Voice {
  readonly #options: VoiceOptions;
  /** Twice what the preload lets through: only a page that broke out of its own world comes up to it. */
  readonly #gate = new Gate(2 * WORDS_PER_SECOND);
  readonly #checks = new Map<string, ReportedCheck>();
  readonly #notes = new Set<string>();
  /** Status and message of its newest beat, as they were passed on. */
  #said = '';

  constructor(options: VoiceOptions) {
    this.#options = options;
  }

  /** `at`: now, on the monotonic clock, in milliseconds; `time`: the same as ISO 8601. */
  hear(value: unknown, at: number, time: string): void {
    if (!this.#gate.pass(at)) return this.#note(FLOOD);
    const word = readWord(value);
    switch (word.word) {
      case 'beat':
        this.#options.report({ type: 'beat', progress: word.progress ?? null });
        return this.#beat(word);
      case 'busy':
        this.#options.report({ type: 'busy', forMs: word.ms });
        return word.why === undefined ? undefined : this.#tell({ message: word.why });
      case 'health':
        return this.#health(word, time);
      case 'error': {
        const { message, traceback } = word;
        this.#options.send({ type: 'error', message, fatal: false, ...(traceback === undefined ? {} : { traceback }) });
        return word.fatal ? this.#ask(message) : undefined;
      }
      case 'metric':
        return this.#options.send({ type: 'metric', name: word.name, value: word.value, labels: word.labels });
      case 'request':
        return this.#ask('it wants a restart');
      case 'flood':
        return this.#note(FLOOD);
      case 'unreadable':
        return this.#note(`dropped: a word of the page that is not understood (${word.why})`);
      // The page is ready when its first frame is on the screen.
      case 'ready':
        return;
    }
  }

  /** Another document, or none: nobody answers for what the last one said. */
  forget(): void {
    const spoke = this.#checks.size > 0 || this.#said !== '';
    this.#checks.clear();
    this.#notes.clear();
    this.#said = '';
    if (spoke) this.#options.send({ type: 'health', checks: [] });
  }

  #beat({ status, message }: Extract<Word, { word: 'beat' }>): void {
    const said = JSON.stringify([status, message]);
    if (said !== this.#said && (status !== undefined || message !== undefined)) {
      this.#said = said;
      this.#tell({ ...(status === undefined ? {} : { status: milder(status) }), ...(message === undefined ? {} : { message }) });
    }
    if (status === 'fatal') this.#ask(message ?? 'its status is fatal');
  }

  #health({ name, status, message }: Extract<Word, { word: 'health' }>, timestamp: string): void {
    this.#checks.delete(name);
    this.#checks.set(name, { name, status: milder(status), message: message ?? null, timestamp });
    for (const oldest of this.#checks.keys()) if (this.#checks.size > CHECKS) this.#checks.delete(oldest);
    this.#options.send({ type: 'health', checks: [...this.#checks.values()] });
    if (status === 'fatal') this.#ask(`${name}: ${message ?? 'its status is fatal'}`);
  }

  #tell(words: { status?: ReportedCheck['status']; message?: string }): void {
    this.#options.send({ type: 'beat', ...words });
  }

  #ask(why: string): void {
    this.#options.report({ type: 'ask', reason: `the page asked to be loaded anew: ${why}` });
  }

  #note(text: string): void {
    if (this.#notes.has(text) || this.#notes.size >= NOTES) return;
    this.#notes.add(text);
    this.#options.note(text);
  }
}

const FLOOD = `dropped: what the page says beyond ${WORDS_PER_SECOND} words in a second`;

const milder = (status: ReportedCheck['status']) => (status === 'fatal' ? 'error' : status);
