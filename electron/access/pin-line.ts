/**
 * The line that stands for a PIN or a password: `scrypt$N$r$p$SALT$HASH`, salt and hash in base64. The PIN itself is nowhere.
 *
 * Numbers: what is made takes 16 MiB and about 60 ms of one core, off the loop. What is read may cost at most 64 MiB and some
 * hundred milliseconds: a line with other numbers is refused before anything is computed, so that no file takes the machine down.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** A line as it was read. */
export interface PinLine {
  /** N: doubles with memory and time. */
  readonly cost: number;
  /** r. */
  readonly blockSize: number;
  /** p. */
  readonly parallelization: number;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

const MADE = { cost: 2 ** 14, blockSize: 8, parallelization: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

const LEAST_COST = 2 ** 10;
/** N * r * p: time grows with it. Memory is 128 N r bytes, so at most 64 MiB. */
const MOST_WORK = 2 ** 19;
const LEAST_SALT_BYTES = 8;
const LEAST_HASH_BYTES = 16;
const MOST_TEXT = 512;

const LINE = /^scrypt\$(\d{1,10})\$(\d{1,4})\$(\d{1,4})\$([A-Za-z0-9+/]{1,200}={0,2})\$([A-Za-z0-9+/]{1,200}={0,2})$/;

/** The line of a PIN, with a new salt. */
export async function makePinLine(pin: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(pin, salt, HASH_BYTES, MADE);
  const { cost, blockSize, parallelization } = MADE;
  return ['scrypt', cost, blockSize, parallelization, salt.toString('base64'), hash.toString('base64')].join('$');
}

/** A line that is nobody's: checking it takes as long as checking one that was made. */
export function nobodysLine(): PinLine {
  return { ...MADE, salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES) };
}

/** Null: it is no such line, or one that would cost too much. */
export function parsePinLine(text: string): PinLine | null {
  const found = text.length > MOST_TEXT ? null : LINE.exec(text.trim());
  if (found === null) return null;
  const [, cost, blockSize, parallelization, salt = '', hash = ''] = found;
  const line = {
    cost: Number(cost),
    blockSize: Number(blockSize),
    parallelization: Number(parallelization),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
  return isBearable(line) && line.salt.length >= LEAST_SALT_BYTES && line.hash.length >= LEAST_HASH_BYTES ? line : null;
}

/** Whether it is this PIN; takes as long when it is not. */
export async function isPinOf(line: PinLine, pin: string): Promise<boolean> {
  return timingSafeEqual(await derive(pin, line.salt, line.hash.length, line), line.hash);
}

function isBearable({ cost, blockSize, parallelization }: PinLine): boolean {
  const bits = Math.log2(cost);
  // The last one is scrypt's own rule.
  const isScrypt = Number.isInteger(bits) && blockSize > 0 && parallelization > 0 && bits < 16 * blockSize;
  return isScrypt && cost >= LEAST_COST && cost * blockSize * parallelization <= MOST_WORK;
}

type Cost = Pick<PinLine, 'cost' | 'blockSize' | 'parallelization'>;

/** In a thread of its own: the loop goes on. */
function derive(pin: string, salt: Buffer, bytes: number, { cost, blockSize, parallelization }: Cost): Promise<Buffer> {
  // Twice the table: what scrypt needs beside it counts too.
  const options = { cost, blockSize, parallelization, maxmem: 2 * 128 * MOST_WORK };
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, bytes, options, (error, hash) => (error === null ? resolve(hash) : reject(error)));
  });
}
