/**
 * Both throttles as they stand, with the uptime counted on, and its place on the disk. Writes are made one after the other. A disk
 * that fails or hangs is told once and bears no sign-in: then the throttle lasts as long as the supervisor does.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../platform/errors.ts';
import { COUNTS, type Count, type Kept } from './kept.ts';
import type { Throttle } from './throttle.ts';

/** Longest wait for the disk, in milliseconds. */
const PATIENCE_MS = 2_000;
/** How often uptime is written while it means something: at most so much of it is lost to a power cut. */
const SAVE_MS = 3_600_000;

export interface LedgerOptions {
  readonly kept: Kept;
  /** On the disk when it resolves; rejects with what is wrong. */
  readonly save: (kept: Kept) => Promise<void>;
  readonly monotonicMs: () => number;
  readonly log: (level: 'info' | 'error', text: string) => void;
}

export class Ledger {
  readonly #options: LedgerOptions;
  readonly #startedAt: number;
  readonly #timer: NodeJS.Timeout;
  #throttles: Readonly<Record<Count, Throttle>>;
  #writing: Promise<void> = Promise.resolve();
  #failing = false;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#startedAt = options.monotonicMs();
    const { screen, network } = options.kept;
    this.#throttles = { screen, network };
    this.#timer = setInterval(() => this.#keepUptime(), SAVE_MS).unref();
  }

  /** Counted uptime. Time in which the machine sleeps, or no supervisor runs, does not count. */
  get now(): number {
    return this.#options.kept.uptimeMs + Math.max(0, this.#options.monotonicMs() - this.#startedAt);
  }

  throttle(count: Count): Throttle {
    return this.#throttles[count];
  }

  /** Resolves when it is on the disk, or when the disk has had its time. */
  async put(count: Count, throttle: Throttle): Promise<void> {
    this.#throttles = { ...this.#throttles, [count]: throttle };
    await this.#save();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    if (this.#counts) await this.#save();
  }

  /** Whether uptime means anything: there are wrong ones to forget. */
  get #counts(): boolean {
    return COUNTS.some((count) => this.#throttles[count].wrong > 0);
  }

  #keepUptime(): void {
    if (this.#counts) void this.#save();
  }

  async #save(): Promise<void> {
    const late = sleep(PATIENCE_MS, 'late' as const, { ref: false });
    const how = await Promise.race([this.#write(), late]);
    if (how === 'late') this.#trouble(`it takes longer than ${PATIENCE_MS / 1_000} s`);
  }

  /** Never rejects. */
  #write(): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      try {
        await this.#options.save({ uptimeMs: this.now, ...this.#throttles });
        if (this.#failing) this.#options.log('info', 'wrong PINs and passwords are kept on the disk again');
        this.#failing = false;
      } catch (error) {
        this.#trouble(messageOf(error));
      }
    });
    return this.#writing;
  }

  #trouble(reason: string): void {
    if (this.#failing) return;
    this.#failing = true;
    this.#options.log('error', `wrong PINs and passwords are counted in memory only, until the supervisor ends: ${reason}`);
  }
}
