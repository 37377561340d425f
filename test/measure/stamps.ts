/**
 * Hears the programs of test/fixtures/stamped.*: when each began, its beats, and its end, which is the end of its connection and
 * so is seen without asking again and again. Times are milliseconds of CLOCK_MONOTONIC, the same in every process.
 */
import { EventEmitter, once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { monotonicMs } from '../../electron/platform/clock.ts';

/** Longer than any start takes on a busy machine, in milliseconds. */
const PATIENCE_MS = 30_000;

function inTime<T>(what: string, wait: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return wait(AbortSignal.timeout(PATIENCE_MS)).catch((cause: unknown) => {
    throw new Error(`waited in vain for ${what}`, { cause });
  });
}

interface ProgramEvents {
  beat: [];
  gone: [];
}

/** One start of one program. */
export class Program extends EventEmitter<ProgramEvents> {
  readonly name: string;
  readonly pid: number;
  /** Its first instruction. */
  readonly startedMs: number;
  /** Right before its last beat was sent. */
  lastBeatMs: number | null = null;
  goneMs: number | null = null;

  constructor(name: string, pid: number, startedMs: number) {
    super();
    this.name = name;
    this.pid = pid;
    this.startedMs = startedMs;
  }

  /** When the program's end was seen here. */
  async gone(): Promise<number> {
    if (this.goneMs === null) await inTime(`the end of ${this.name}`, (signal) => once(this, 'gone', { signal }));
    return this.goneMs ?? Number.NaN;
  }

  /** After so many more beats. */
  async beats(count: number): Promise<void> {
    for (let beat = 0; beat < count; beat++) await inTime(`a beat of ${this.name}`, (signal) => once(this, 'beat', { signal }));
  }
}

export class Stamps {
  readonly #server: Server;
  readonly #connections = new Set<Socket>();
  readonly #starts = new EventEmitter<Record<string, [Program]>>();
  readonly #latest = new Map<string, Program>();

  private constructor(server: Server) {
    this.#server = server;
    // As many wait as there are programs.
    this.#starts.setMaxListeners(0);
    server.on('connection', (connection) => this.#hear(connection));
  }

  static async listen(path: string): Promise<Stamps> {
    const server = createServer();
    await once(server.listen(path), 'listening');
    return new Stamps(server);
  }

  /** The next start of the program: ask before what causes it. */
  async next(name: string): Promise<Program> {
    const [program] = await inTime(`a start of ${name}`, (signal) => once(this.#starts, name, { signal }));
    return program;
  }

  /** The one of this name that lives, or the next. */
  async living(name: string): Promise<Program> {
    const latest = this.#latest.get(name);
    return latest?.goneMs === null ? latest : await this.next(name);
  }

  close(): void {
    for (const connection of this.#connections) connection.destroy();
    this.#server.close();
  }

  #hear(connection: Socket): void {
    this.#connections.add(connection);
    let program: Program | null = null;
    const toMs = (nanoseconds = '') => Number(BigInt(nanoseconds)) / 1e6;
    createInterface(connection).on('line', (line) => {
      if (program !== null) {
        program.lastBeatMs = toMs(line);
        program.emit('beat');
        return;
      }
      const [name = '', pid, startedAt] = line.split(' ');
      program = new Program(name, Number(pid), toMs(startedAt));
      this.#latest.set(name, program);
      this.#starts.emit(name, program);
    });
    // A killed program may reset its connection: that is an end like any other.
    connection.on('error', () => connection.destroy());
    connection.on('close', () => {
      this.#connections.delete(connection);
      if (program === null) return;
      program.goneMs = monotonicMs();
      program.emit('gone');
    });
  }
}
