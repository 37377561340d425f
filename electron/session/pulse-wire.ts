/**
 * The little of PulseAudio's native protocol that is needed to ask for the default sink. Numbers are 32 bits, big-endian; each packet
 * has a head of 20 bytes (its length first, then its channel: all ones for commands) and a body of tagged values.
 */

const HEAD_BYTES = 20;
const COMMANDS = 0xffff_ffff;
/** Ours are answered in less than a kilobyte; what claims more is no such server. */
const BODY_MAX_BYTES = 1_048_576;

const TAG_U32 = 'L'.charCodeAt(0);
const TAG_STRING = 't'.charCodeAt(0);
const TAG_NO_STRING = 'N'.charCodeAt(0);
const TAG_BYTES = 'x'.charCodeAt(0);
const TAG_PROPERTIES = 'P'.charCodeAt(0);
const TAG_SAMPLES = 'a'.charCodeAt(0);
/** Format, channels, rate. */
const SAMPLES_BYTES = 6;

export function u32(value: number): Buffer {
  const bytes = Buffer.from([TAG_U32, 0, 0, 0, 0]);
  bytes.writeUInt32BE(value, 1);
  return bytes;
}

export function bytesOf(value: Buffer): Buffer {
  const head = u32(value.length);
  head[0] = TAG_BYTES;
  return Buffer.concat([head, value]);
}

/** One property of a client; its value ends with a zero byte. */
export function property(name: string, text: string): Buffer {
  const value = Buffer.from(`${text}\0`);
  const start = Buffer.from([TAG_PROPERTIES, TAG_STRING, ...Buffer.from(`${name}\0`)]);
  return Buffer.concat([start, u32(value.length), bytesOf(value), Buffer.from([TAG_NO_STRING])]);
}

/** `tag` comes back in the reply. */
export function command(code: number, tag: number, ...values: readonly Buffer[]): Buffer {
  const body = Buffer.concat([u32(code), u32(tag), ...values]);
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32BE(body.length, 0);
  head.writeUInt32BE(COMMANDS, 4);
  return Buffer.concat([head, body]);
}

/** Cuts what arrives into the bodies of commands; sound itself is passed over. */
export class PacketReader {
  #rest: Buffer = Buffer.alloc(0);

  /** The bodies that are complete now; null when this is not the protocol. */
  push(chunk: Buffer): readonly Buffer[] | null {
    const bodies: Buffer[] = [];
    this.#rest = Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= HEAD_BYTES) {
      const size = this.#rest.readUInt32BE(0);
      if (size > BODY_MAX_BYTES) return null;
      if (this.#rest.length < HEAD_BYTES + size) break;
      if (this.#rest.readUInt32BE(4) === COMMANDS) bodies.push(this.#rest.subarray(HEAD_BYTES, HEAD_BYTES + size));
      this.#rest = this.#rest.subarray(HEAD_BYTES + size);
    }
    return bodies;
  }
}

/** Reads the values of a body one after the other; throws a RangeError where another one stands than is asked for. */
export class Values {
  readonly #body: Buffer;
  #at = 0;

  constructor(body: Buffer) {
    this.#body = body;
  }

  u32(): number {
    this.#tag(TAG_U32);
    this.#at += 4;
    return this.#body.readUInt32BE(this.#at - 4);
  }

  string(): string | null {
    if (this.#body[this.#at] === TAG_NO_STRING) {
      this.#at++;
      return null;
    }
    this.#tag(TAG_STRING);
    const start = this.#at;
    const end = this.#body.indexOf(0, start);
    if (end < 0) throw new RangeError(`a string at ${start} has no end`);
    this.#at = end + 1;
    return this.#body.toString('utf8', start, end);
  }

  skipSamples(): void {
    this.#tag(TAG_SAMPLES);
    this.#at += SAMPLES_BYTES;
  }

  #tag(wanted: number): void {
    const found = this.#body[this.#at];
    if (found !== wanted) throw new RangeError(`tag ${found} at ${this.#at}, ${wanted} would be right`);
    this.#at++;
  }
}
