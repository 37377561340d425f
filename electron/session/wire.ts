/**
 * The little of the Wayland wire format that is needed to ask a compositor whether it lives and what it has. Numbers are
 * 32 bits in the machine's byte order, and every machine that this runs on is little-endian.
 */

const HEADER_BYTES = 8;

export interface Message {
  readonly object: number;
  readonly opcode: number;
  readonly body: Buffer;
}

/** A request whose arguments are numbers. */
export function request(object: number, opcode: number, ...args: readonly number[]): Buffer {
  const size = HEADER_BYTES + 4 * args.length;
  const bytes = Buffer.alloc(size);
  for (const [index, value] of [object, ((size << 16) | opcode) >>> 0, ...args].entries()) bytes.writeUInt32LE(value, 4 * index);
  return bytes;
}

/** The registry's request to bind a global: its only one, and the only one with a string. `id`: of the new object. */
export function bindRequest(registry: number, global: number, kind: string, version: number, id: number): Buffer {
  const text = Buffer.from(`${kind}\0`);
  const padding = Buffer.alloc(-text.length & 3);
  const head = request(registry, 0, global, text.length);
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(version, 0);
  tail.writeUInt32LE(id, 4);
  const bytes = Buffer.concat([head, text, padding, tail]);
  bytes.writeUInt32LE((bytes.length << 16) >>> 0, 4);
  return bytes;
}

/** A string argument: its length with the closing zero, its bytes, padding. */
export function readString(body: Buffer, offset: number): string {
  const length = body.readUInt32LE(offset);
  return body.toString('utf8', offset + 4, offset + 4 + Math.max(length - 1, 0));
}

/** Cuts what arrives into messages. */
export class MessageReader {
  #rest: Buffer = Buffer.alloc(0);

  /** The messages that are complete now; null when this is no Wayland. */
  push(chunk: Buffer): readonly Message[] | null {
    const messages: Message[] = [];
    this.#rest = Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= HEADER_BYTES) {
      const head = this.#rest.readUInt32LE(4);
      const size = head >>> 16;
      if (size < HEADER_BYTES) return null;
      if (this.#rest.length < size) break;
      messages.push({ object: this.#rest.readUInt32LE(0), opcode: head & 0xffff, body: this.#rest.subarray(HEADER_BYTES, size) });
      this.#rest = this.#rest.subarray(size);
    }
    return messages;
  }
}
