/**
 * The bytes of ZMTP 3.1 without security, which ZeroMQ speaks (https://rfc.zeromq.org/spec/23/ and /37/): a greeting of 64 bytes from
 * each side, then frames. A frame is a command (READY, PING, PONG, ERROR) or a part of a message.
 */

const SIGNATURE = Buffer.from([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f]);
const MECHANISM = { at: 12, bytes: 20 };
const GREETING_BYTES = 64;
const OLDEST_MAJOR = 3;

/** What each side says first: signature, version, mechanism, padding. */
export const GREETING = Buffer.alloc(GREETING_BYTES);
GREETING.set([...SIGNATURE, 3, 1]);
GREETING.write('NULL', MECHANISM.at, 'latin1');

const MORE = 0x01;
const LONG = 0x02;
const COMMAND = 0x04;
/** Flags and a length of one byte or of eight. */
const HEAD = { short: 2, long: 9 };
/** In READY, before the value of a property. */
const VALUE_LENGTH_BYTES = 4;
/** Above it a length takes eight bytes. */
const SHORT_MOST_BYTES = 255;
const NOTHING = Buffer.alloc(0);

export type Frame =
  | { readonly kind: 'message'; readonly body: Buffer /** Another part of the same message follows. */; readonly more: boolean }
  | { readonly kind: 'command'; readonly name: string; readonly data: Buffer }
  /** The other side does not speak this protocol: nothing after it can be read. `why`: what was found. */
  | { readonly kind: 'broken'; readonly why: string };

/** A message of one part. */
export function messageFrame(body: Buffer): Buffer {
  return frame(body, 0);
}

/** `data` stands after the command's name. */
export function commandFrame(name: string, data: Buffer): Buffer {
  return frame(Buffer.concat([shortText(name), data]), COMMAND);
}

/** READY: which of ZeroMQ's sockets this end is. */
export function readyFrame(socketType: string): Buffer {
  const size = Buffer.alloc(VALUE_LENGTH_BYTES);
  size.writeUInt32BE(socketType.length);
  return commandFrame('READY', Buffer.concat([shortText('Socket-Type'), size, Buffer.from(socketType, 'latin1')]));
}

/** Which of ZeroMQ's sockets the other end says that it is, in the data of its READY; null: it does not say. */
export function socketTypeOf(ready: Buffer): string | null {
  for (let at = 0; at < ready.length; ) {
    const nameEnd = at + 1 + (ready[at] ?? 0);
    const valueAt = nameEnd + VALUE_LENGTH_BYTES;
    if (valueAt > ready.length) return null;
    const valueEnd = valueAt + ready.readUInt32BE(nameEnd);
    if (ready.toString('latin1', at + 1, nameEnd).toLowerCase() === 'socket-type') return ready.toString('latin1', valueAt, valueEnd);
    at = valueEnd;
  }
  return null;
}

/** Takes bytes as they come, in pieces of any size, and gives the frames in them, whose bytes are those of the pieces. `mostBytes`: of a frame's body. */
export class FrameReader {
  readonly #mostBytes: number;
  #bytes: Buffer = NOTHING;
  #at = 0;
  #greeted = false;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  push(chunk: Buffer): void {
    this.#bytes = this.#at === this.#bytes.length ? chunk : Buffer.concat([this.#bytes.subarray(this.#at), chunk]);
    this.#at = 0;
  }

  /** What was pushed may be used for something else from now on: of what is left a copy is kept. */
  keep(): void {
    this.#bytes = this.#at === this.#bytes.length ? NOTHING : Buffer.from(this.#bytes.subarray(this.#at));
    this.#at = 0;
  }

  /** The next one; null: it is not there yet. */
  next(): Frame | null {
    if (!this.#greeted) {
      const why = this.#greeting();
      if (why !== null) return { kind: 'broken', why };
      if (!this.#greeted) return null;
    }
    const flags = this.#bytes[this.#at];
    if (flags === undefined) return null;
    const head = (flags & LONG) === 0 ? HEAD.short : HEAD.long;
    if (this.#bytes.length < this.#at + head) return null;
    const length = head === HEAD.short ? (this.#bytes[this.#at + 1] ?? 0) : Number(this.#bytes.readBigUInt64BE(this.#at + 1));
    if (length > this.#mostBytes) return { kind: 'broken', why: `a frame of ${length} bytes; at most ${this.#mostBytes}` };
    const start = this.#at + head;
    if (this.#bytes.length < start + length) return null;
    this.#at = start + length;
    const body = this.#bytes.subarray(start, this.#at);
    return (flags & COMMAND) === 0 ? { kind: 'message', body, more: (flags & MORE) !== 0 } : command(body);
  }

  /** Takes the greeting, once it is whole. Returns what is wrong with it, at its first byte already where that says so. */
  #greeting(): string | null {
    const bytes = this.#bytes;
    if (bytes.length > 0 && bytes[0] !== SIGNATURE[0]) return 'no greeting of ZeroMQ 4 or later';
    if (bytes.length < GREETING_BYTES) return null;
    const major = bytes[SIGNATURE.length] ?? 0;
    if (bytes[SIGNATURE.length - 1] !== SIGNATURE.at(-1) || major < OLDEST_MAJOR) return 'no greeting of ZeroMQ 4 or later';
    const mechanism = bytes.toString('latin1', MECHANISM.at, MECHANISM.at + MECHANISM.bytes).replace(/\0+$/, '');
    if (mechanism !== 'NULL') return `the security mechanism ${mechanism}; NULL is spoken here`;
    this.#greeted = true;
    this.#at = GREETING_BYTES;
    return null;
  }
}

function frame(body: Buffer, flags: number): Buffer {
  if (body.length <= SHORT_MOST_BYTES) return Buffer.concat([Buffer.from([flags, body.length]), body]);
  const head = Buffer.alloc(HEAD.long);
  head[0] = flags | LONG;
  head.writeBigUInt64BE(BigInt(body.length), 1);
  return Buffer.concat([head, body]);
}

function command(body: Buffer): Frame {
  const end = 1 + (body[0] ?? 0);
  return { kind: 'command', name: body.toString('latin1', 1, end), data: body.subarray(end) };
}

/** Its length in one byte, then itself. */
function shortText(text: string): Buffer {
  return Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'latin1')]);
}
