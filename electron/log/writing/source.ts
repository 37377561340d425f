/** One output stream of a service inside its channel: the bytes that wait, and how far they were looked at. */
import type { Stream } from '../line.ts';
import { Backlog } from './backlog.ts';

/** A line without an end is written after this silence, in milliseconds; memory of a flood is given back then too. */
const SILENCE = 1000;

export class Source {
  readonly stream: Stream;
  readonly backlog = new Backlog();
  /** Length of the unfinished line at the front of the backlog, in bytes. */
  partial = 0;
  /** Called whenever room was made in the backlog. */
  onRoom: () => void = () => undefined;
  #silence: NodeJS.Timeout | null = null;

  constructor(stream: Stream) {
    this.stream = stream;
  }

  /** Calls `then` one second after the last call of this. */
  awaitSilence(then: () => void): void {
    if (this.#silence) this.#silence.refresh();
    else this.#silence = setTimeout(then, SILENCE);
  }

  close(): void {
    if (this.#silence) clearTimeout(this.#silence);
  }
}
