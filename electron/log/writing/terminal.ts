/** What the supervisor has to say at once, on its own standard error. Never waits: a terminal may be held with Ctrl+S. */
import { write } from 'node:fs';

const STDERR = 2;

export class Terminal {
  #busy = false;

  /** Left out while an earlier line is still on its way; the log file has it. */
  say(text: string): void {
    if (this.#busy) return;
    this.#busy = true;
    write(STDERR, `invigil: ${text}\n`, () => {
      // Whether anybody could read it changes nothing.
      this.#busy = false;
    });
  }
}
