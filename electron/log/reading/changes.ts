/** Tells that something in a folder changed, by inotify; any number of changes between two calls are one. */
import { watch } from 'node:fs';

type Outcome = 'nothing' | 'changed' | 'ended' | Error;

export class Changes {
  readonly close: () => void;
  #outcome: Outcome = 'nothing';
  #wake: () => void = () => undefined;

  /** Ends when `signal` is aborted. Throws where the folder is not there. */
  constructor(folder: string, signal: AbortSignal) {
    const watcher = watch(folder, () => this.#happen('changed'));
    const end = () => this.#happen('ended');
    watcher.on('error', (error) => this.#happen(error));
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
    this.close = () => {
      watcher.close();
      signal.removeEventListener('abort', end);
    };
  }

  get ended(): boolean {
    return this.#outcome === 'ended';
  }

  /** Resolves at the next change, at once after one since the last call, and at the end. */
  async next(): Promise<void> {
    if (this.#outcome === 'nothing') {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#outcome instanceof Error) throw this.#outcome;
    if (this.#outcome === 'changed') this.#outcome = 'nothing';
  }

  #happen(outcome: Outcome): void {
    if (this.#outcome === 'nothing' || outcome !== 'changed') this.#outcome = outcome;
    this.#wake();
  }
}
