/**
 * What the program writes: two pipes as a service has them, read here, cut into lines and handed on. As under supervision the
 * program never waits for a reader for long: of a flood only so many lines a second are handed on, and the rest is counted.
 */
import { closeSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { makePair } from '../../log/pipe.ts';
import type { OutputPort } from '../../supervisor/ports.ts';
import { holdersOf } from './members.ts';

const LINES_A_SECOND = 100;
const LONGEST_LINE = 1_000;
/** Lines that are remembered for the report. */
const TAIL_LINES = 6;
/** After the end of all its processes: how long the end of the output may take, in milliseconds. */
const END_PATIENCE_MS = 1_000;

export interface Output {
  readonly port: OutputPort;
  /** The last lines. */
  tail(): readonly string[];
  /** Which of these processes could still write. */
  holders(pids: readonly number[]): number[];
  /** After everything has ended: takes the rest, and answers with processes that hold on to the output nevertheless. */
  end(): Promise<number[]>;
}

export function openOutput(folder: string, onLine: (text: string) => void): Output {
  const pipes = makePair(join(folder, 'program'));
  const [out, err] = pipes;
  const tail: string[] = [];
  const budget = new LineBudget(onLine);
  const take = (line: string) => {
    tail.push(line);
    if (tail.length > TAIL_LINES) tail.shift();
    budget.take(line);
  };
  const ends = pipes.map(({ read }) => readLines(read, take));
  return {
    port: { open: () => ({ stdout: out.write, stderr: err.write }) },
    tail: () => tail,
    holders: (pids) =>
      holdersOf(
        pipes.map((pipe) => pipe.write),
        pids,
      ),
    async end() {
      const reads = pipes.map((pipe) => pipe.read);
      for (const pipe of pipes) closeSync(pipe.write);
      const ended = await Promise.all(ends.map((one) => one.within(END_PATIENCE_MS)));
      const holders = ended.every(Boolean) ? [] : holdersOf(reads.filter((_, place) => !ended[place]));
      for (const one of ends) one.close();
      budget.close();
      return holders;
    },
  };
}

/** Hands on at most LINES_A_SECOND, and then says how many it left out. */
class LineBudget {
  readonly #onLine: (text: string) => void;
  readonly #timer: NodeJS.Timeout;
  #left = LINES_A_SECOND;
  #skipped = 0;

  constructor(onLine: (text: string) => void) {
    this.#onLine = onLine;
    this.#timer = setInterval(() => this.#renew(), 1_000);
  }

  take(line: string): void {
    if (this.#left > 0) {
      this.#left -= 1;
      this.#onLine(line);
    } else {
      this.#skipped += 1;
    }
  }

  close(): void {
    clearInterval(this.#timer);
    this.#renew();
  }

  #renew(): void {
    if (this.#skipped > 0) this.#onLine(`(${this.#skipped} more lines in this second)`);
    this.#skipped = 0;
    this.#left = LINES_A_SECOND;
  }
}

/** Reads a pipe to its end. The descriptor belongs to this from now on. */
function readLines(descriptor: number, onLine: (text: string) => void) {
  const socket = new Socket({ fd: descriptor, readable: true, writable: false });
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const take = (text: string) => {
    const lines = (rest + text).split(/\r?\n|\r/);
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line.slice(0, LONGEST_LINE));
    // Something without line ends must not fill the memory.
    if (rest.length > LONGEST_LINE) {
      onLine(rest.slice(0, LONGEST_LINE));
      rest = '';
    }
  };
  const ended = new Promise<boolean>((resolve) => {
    socket.once('end', () => resolve(true));
    socket.once('close', () => resolve(true));
  });
  socket.on('data', (bytes: Buffer) => take(decoder.write(bytes)));
  // A pipe whose reading fails has nothing more to say; that it failed is seen by its end.
  socket.on('error', () => socket.destroy());
  return {
    /** Whether the end comes in time. */
    async within(ms: number): Promise<boolean> {
      let timer: NodeJS.Timeout | undefined;
      const impatience = new Promise<boolean>((resolve) => {
        timer = setTimeout(() => resolve(false), ms);
      });
      const result = await Promise.race([ended, impatience]);
      clearTimeout(timer);
      return result;
    },
    close() {
      if (rest !== '') onLine(rest.slice(0, LONGEST_LINE));
      socket.destroy();
    },
  };
}
