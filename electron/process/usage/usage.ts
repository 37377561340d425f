/**
 * What services use of the machine, and whether that is more than they may. /proc is read on a worker thread (`watch.ts`), never on
 * the loop, which only says when an instance begins and ends (10 us each).
 *
 * Invariants
 * - A worker that dies is started again and told of everything that runs; what it had recorded is lost, nothing else.
 * - A question is always answered, if need be with nothing.
 *
 * Numbers, on the machine of docs/measures.md, for three services of five Node processes each: a look at all of them takes 1 to 2 ms
 * every 10 s (under 0.02 % of a core), reading their PSS 8 ms every five minutes. With limits of memory and processes the thread
 * wakes up four times a second, which takes some 2.5 ms of each.
 */
import { Worker } from 'node:worker_threads';
import { CALM_MS } from '../../platform/calm.ts';
import { messageOf } from '../../platform/errors.ts';
import type { UsageSample } from '../../supervisor/ports.ts';
import type { Log } from '../log.ts';
import type { FromWorker, OverLimit, ToWorker, Watched } from './messages.ts';
import { workerFile } from './worker-file.ts';

/** A worker that cannot live is not started more often than this, in milliseconds. */
const RESTART_EVERY = 1000;
/** An answer takes 1 ms; one that takes longer does not come. */
const LONGEST_ANSWER = 2000;

export interface UsageOptions {
  readonly over: (over: OverLimit) => void;
  readonly log: Log;
}

export class Usage {
  readonly #options: UsageOptions;
  readonly #file: URL;
  readonly #running = new Map<string, Watched>();
  readonly #questions = new Map<number, (samples: readonly UsageSample[]) => void>();
  #asked = 0;
  #worker: Worker | null = null;
  readonly #unsent: ToWorker[] = [];
  #sending: NodeJS.Immediate | undefined;
  #first: NodeJS.Timeout | undefined;
  #restart: NodeJS.Timeout | undefined;
  #closing = false;

  /** `file`: the worker's program. */
  constructor(options: UsageOptions, file = workerFile) {
    this.#options = options;
    this.#file = file;
  }

  /** The first one starts the worker: one with limits at once, any other after a moment. */
  begin(watched: Watched): void {
    this.#running.set(watched.service, watched);
    if (this.#worker !== null) return this.#post({ type: 'begin', watched });
    // One that has died comes back by itself.
    if (this.#restart !== undefined) return;
    const { memoryBytes, processes } = watched.limits;
    // What is not limited can wait to be looked at.
    if (memoryBytes === null && processes === null) this.#first ??= setTimeout(() => this.#start(), CALM_MS);
    else this.#start();
  }

  end(service: string): void {
    const watched = this.#running.get(service);
    if (watched === undefined) return;
    this.#running.delete(service);
    this.#post({ type: 'end', service, instance: watched.instance });
  }

  /** Of the last ten minutes, oldest first. */
  ask(service: string): Promise<readonly UsageSample[]> {
    const question = ++this.#asked;
    return new Promise((resolve) => {
      if (this.#worker === null) return resolve([]);
      const impatience = setTimeout(() => this.#answer(question, []), LONGEST_ANSWER);
      this.#questions.set(question, (samples) => {
        clearTimeout(impatience);
        resolve(samples);
      });
      this.#post({ type: 'ask', question, service });
    });
  }

  async close(): Promise<void> {
    this.#closing = true;
    clearTimeout(this.#first);
    clearTimeout(this.#restart);
    clearImmediate(this.#sending);
    await this.#worker?.terminate();
  }

  /** In the loop's next turn: who restarts a service does not wait for it. */
  #post(message: ToWorker): void {
    this.#unsent.push(message);
    this.#sending ??= setImmediate(() => {
      this.#sending = undefined;
      for (const one of this.#unsent.splice(0)) this.#worker?.postMessage(one);
    });
  }

  #answer(question: number, samples: readonly UsageSample[]): void {
    this.#questions.get(question)?.(samples);
    this.#questions.delete(question);
  }

  #start(): void {
    clearTimeout(this.#first);
    const startedAt = performance.now();
    const ended = (reason: string) => {
      this.#worker = null;
      for (const question of this.#questions.keys()) this.#answer(question, []);
      if (this.#closing) return;
      this.#options.log('error', `what services use was not looked at for a moment, for its worker ended: ${reason}`);
      this.#restart = setTimeout(() => this.#start(), Math.max(0, startedAt + RESTART_EVERY - performance.now()));
    };
    let worker: Worker;
    try {
      worker = new Worker(this.#file);
    } catch (error) {
      // The machine has no room for another thread.
      return ended(messageOf(error));
    }
    let reason = 'it ended by itself';
    this.#worker = worker;
    for (const watched of this.#running.values()) this.#post({ type: 'begin', watched });
    worker.on('message', (message: FromWorker) => {
      if (message.type === 'answer') this.#answer(message.question, message.samples);
      // What was on its way when the instance ended is of no use.
      else if (this.#running.get(message.over.service)?.instance === message.over.instance) this.#options.over(message.over);
    });
    worker.on('error', (error) => {
      reason = messageOf(error);
    });
    worker.on('exit', () => ended(reason));
  }
}
