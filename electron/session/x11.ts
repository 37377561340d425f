/** Asks an X server on this machine whether it takes us. An X server always has a screen. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Talk } from './link.ts';

/** Where X servers put their sockets. */
export const X11_FOLDER = '/tmp/.X11-unix';

const COOKIE = 'MIT-MAGIC-COOKIE-1';
// Families of addresses in the authority file: this machine, and any.
const FAMILY_LOCAL = 256;
const FAMILY_WILD = 65_535;
/** The answer's fixed part. Its first byte: 1 means welcome, its second one the length of a refusal's reason. */
const HEADER_BYTES = 8;
const WELCOME = 1;

/** The number in DISPLAY (`:0`, `unix:0.1`); null: not an X server reached by a Unix socket. */
export function displayNumber(display: string | undefined): string | null {
  return /^(?:unix)?:(\d+)(?:\.\d+)?$/.exec(display ?? '')?.[1] ?? null;
}

/** The file with the cookies of X servers. */
export function authorityFile(environment: Readonly<Record<string, string | undefined>>): string {
  return environment['XAUTHORITY'] ?? join(environment['HOME'] ?? '/', '.Xauthority');
}

/** Begins a conversation, whose answer is the number of screens (one, at least): the connection setup. */
export function talkX11(number: string, authority: string): Talk<number> {
  let heard = Buffer.alloc(0);
  let answered = false;
  return {
    opening: setup(cookieOf(number, readIfThere(authority))),
    hear(chunk) {
      if (answered) return null;
      heard = Buffer.concat([heard, chunk]);
      const reasonBytes = heard[1] ?? 0;
      if (heard.length < HEADER_BYTES || (heard[0] !== WELCOME && heard.length < HEADER_BYTES + reasonBytes)) return null;
      answered = true;
      if (heard[0] === WELCOME) return { kind: 'answers', answer: 1 };
      const why = heard.toString('latin1', HEADER_BYTES, HEADER_BYTES + reasonBytes).trim();
      return { kind: 'refused', why: why === '' ? 'it wants another authentication' : why };
    },
  };
}

/** The request: byte order, version 11.0, name and data of the authentication. */
function setup(cookie: Buffer | null): Buffer {
  const name = cookie === null ? Buffer.alloc(0) : Buffer.from(COOKIE);
  const data = cookie ?? Buffer.alloc(0);
  const head = Buffer.alloc(12);
  head.write('l', 'latin1');
  head.writeUInt16LE(11, 2);
  head.writeUInt16LE(name.length, 6);
  head.writeUInt16LE(data.length, 8);
  return Buffer.concat([head, padded(name), padded(data)]);
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}

/** The cookie of one display in an authority file: entries of a family and four counted strings, big-endian. */
export function cookieOf(number: string, file: Buffer): Buffer | null {
  let at = 0;
  const short = () => {
    at += 2;
    return at <= file.length ? file.readUInt16BE(at - 2) : 0;
  };
  const counted = () => {
    const length = short();
    at += length;
    return file.subarray(at - length, at);
  };
  while (at < file.length) {
    const family = short();
    counted();
    const [display, name, data] = [counted().toString(), counted().toString(), counted()];
    const ours = family === FAMILY_LOCAL || family === FAMILY_WILD;
    if (ours && name === COOKIE && (display === number || display === '')) return data;
  }
  return null;
}

function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    // Servers without access control have no such file; one that we may not read is told by the server's refusal.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES')) return Buffer.alloc(0);
    throw error;
  }
}
