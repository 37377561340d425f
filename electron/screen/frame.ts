/**
 * The frames of sway's IPC, which is i3's: `i3-ipc`, the length of the payload, its type, both 32 bits in the machine's byte order
 * (little-endian wherever this runs), and the payload, JSON in replies and events.
 */

/** What is asked; a reply has the type of its question. */
export const ASK = { command: 0, subscribe: 2, outputs: 3, tree: 4, config: 9 } as const;
export type Ask = (typeof ASK)[keyof typeof ASK];

const MAGIC = Buffer.from('i3-ipc');
const HEAD_BYTES = MAGIC.length + 8;
/** Of the type of an event the highest bit is set. */
const EVENT = 0x80000000;
/** A tree of a thousand windows has 2 MB. */
const MOST_BYTES = 32 * 1024 * 1024;

export interface Frame {
  readonly event: boolean;
  readonly text: string;
}

export function encodeFrame(type: Ask, payload: string): Buffer {
  const body = Buffer.from(payload);
  const head = Buffer.alloc(HEAD_BYTES);
  MAGIC.copy(head);
  head.writeUInt32LE(body.length, MAGIC.length);
  head.writeUInt32LE(type, MAGIC.length + 4);
  return Buffer.concat([head, body]);
}

/** Cuts what arrives into frames. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  /** The frames that are complete now; null when this is not sway's IPC. */
  push(chunk: Buffer): readonly Frame[] | null {
    const frames: Frame[] = [];
    this.#rest = Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= HEAD_BYTES) {
      const length = this.#rest.readUInt32LE(MAGIC.length);
      if (!this.#rest.subarray(0, MAGIC.length).equals(MAGIC) || length > MOST_BYTES) return null;
      const end = HEAD_BYTES + length;
      if (this.#rest.length < end) break;
      const type = this.#rest.readUInt32LE(MAGIC.length + 4);
      frames.push({ event: type >= EVENT, text: this.#rest.toString('utf8', HEAD_BYTES, end) });
      this.#rest = this.#rest.subarray(end);
    }
    return frames;
  }
}
