/** Bytes of one stream on their way to the disk: a queue that always lies in one piece, so that a line does too. */

/** What a quiet stream keeps, in bytes. */
const QUIET = 16 * 1024;

export class Backlog {
  #buffer: Buffer = Buffer.allocUnsafeSlow(QUIET);
  #head = 0;
  #tail = 0;

  get size(): number {
    return this.#tail - this.#head;
  }

  push(bytes: Uint8Array): void {
    if (this.#tail + bytes.length > this.#buffer.length) this.#makeRoom(bytes.length);
    this.#buffer.set(bytes, this.#tail);
    this.#tail += bytes.length;
  }

  /** The oldest `length` bytes; valid until the next `push`. */
  oldest(length: number): Buffer {
    return this.#buffer.subarray(this.#head, this.#head + length);
  }

  drop(length: number): void {
    this.#head += length;
    if (this.#head === this.#tail) this.#head = this.#tail = 0;
  }

  /** Gives memory back after a flood. */
  shrink(): void {
    if (this.#buffer.length > QUIET && this.size <= QUIET) this.#move(Buffer.allocUnsafeSlow(QUIET));
  }

  /** Moves the content to the front, into twice the room when it fills more than half: no byte is moved more than twice. */
  #makeRoom(more: number): void {
    let capacity = this.#buffer.length;
    while (this.size + more > capacity / 2) capacity *= 2;
    this.#move(capacity === this.#buffer.length ? this.#buffer : Buffer.allocUnsafeSlow(capacity));
  }

  #move(to: Buffer): void {
    this.#buffer.copy(to, 0, this.#head, this.#tail);
    this.#tail -= this.#head;
    this.#head = 0;
    this.#buffer = to;
  }
}
