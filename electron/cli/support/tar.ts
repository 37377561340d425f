/** Packs files as a tar archive (POSIX ustar), which every system can unpack. Names are our own and short. Pure. */

const BLOCK = 512;

export interface Packed {
  /** At most 100 characters of ASCII. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** `at`: the time of all files, in milliseconds since 1970. */
export function tar(files: readonly Packed[], at: number): Buffer {
  const parts = files.flatMap(({ name, bytes }) => [header(name, bytes.length, at), bytes, Buffer.alloc(-bytes.length & (BLOCK - 1))]);
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

function header(name: string, size: number, at: number): Buffer {
  if (!/^[\x21-\x7e]{1,100}$/.test(name)) throw new Error(`no name for a file in an archive: ${JSON.stringify(name)}`);
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, offset: number, length: number) =>
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, offset, 'latin1');
  block.write(name, 0, 'latin1');
  octal(0o600, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(Math.floor(at / 1_000), 136, 12);
  block.write('        0', 148, 'latin1');
  block.write('ustar\u000000', 257, 'latin1');
  // The sum is taken with spaces in its own place.
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}
