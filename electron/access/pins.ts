/** The lines of everybody's PINs, read anew at each try: a new PIN works at once, a removed one no more. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { type PinLine, parsePinLine } from './pin-line.ts';

/** Somebody of `[[access]]`. */
export interface Person {
  readonly name: string;
  readonly role: 'view' | 'staff' | 'admin';
  /** Where the line of the PIN stands: a file, or a variable of the environment; null: nothing on the screen. */
  readonly pin: { readonly file: string } | { readonly env: string } | null;
}

/** A PIN that can be checked. */
export interface Pin {
  readonly name: string;
  readonly line: PinLine;
}

/** A line has 90 characters. */
const MOST_BYTES = 1024;

/** `trouble`: told of each PIN that cannot be used, without a word of what stands there. */
export async function readPins(
  people: readonly Person[],
  environment: Readonly<Record<string, string | undefined>>,
  trouble: (text: string) => void,
): Promise<readonly Pin[]> {
  const pins: Pin[] = [];
  for (const { name, pin } of people) {
    if (pin === null) continue;
    const found = 'file' in pin ? await readLine(pin.file) : (environment[pin.env] ?? null);
    const line = typeof found === 'string' ? parsePinLine(found) : null;
    if (line !== null) pins.push({ name, line });
    else trouble(whatIsWrong(name, pin, found));
  }
  return pins;
}

function whatIsWrong(name: string, pin: NonNullable<Person['pin']>, found: string | null | Error): string {
  const place = 'file' in pin ? pin.file : `the variable ${pin.env}`;
  const what = found instanceof Error ? `cannot be read: ${found.message}` : found === null ? 'is not there' : 'holds no line of a PIN';
  return `${name} cannot sign in on the screen: ${place} ${what}. Write it with: invigil pin ${name}`;
}

/** Null: there is no such file. Never waits for a writer, as of a FIFO. */
async function readLine(path: string): Promise<string | null | Error> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      if (!(await file.stat()).isFile()) return new Error('it is no file');
      const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0);
      return buffer.toString('latin1', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return 'code' in error && error.code === 'ENOENT' ? null : error;
  }
}
