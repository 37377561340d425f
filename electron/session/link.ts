/** One connection to a display or sound server, kept open: made when its socket is there, made again when it was lost. */
import { connect, type Socket } from 'node:net';

/** A server that has accepted and not answered for so long counts as hanging; it may still answer later. In milliseconds. */
const ANSWER_MS = 1000;
/** One that has answered before, and is asked whether it still does: shorter than the second in which a lost condition excuses an exit. */
const STILL_MS = 800;
/** A refused connection is tried again so often, for so long after the last sign of a server, in milliseconds. */
const RETRY_EVERY_MS = 20;
const RETRY_FOR_MS = 2000;
/** What `connect` answers where nobody listens, or not yet. */
const NOBODY: ReadonlySet<string> = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTDIR']);

export type Finding<Answer> =
  | { readonly kind: 'absent' }
  /** It may be there: being connected to, or has not answered yet. */
  | { readonly kind: 'asking' }
  /** It accepts connections and does not answer. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'answers'; readonly answer: Answer };

/** One conversation in the server's protocol. */
export interface Talk<Answer> {
  /** What the client says first. */
  readonly opening: Buffer;
  /** A question that whoever lives answers; left out: there is none in this protocol. */
  again?(): Buffer;
  /** Takes in what the server says; answers when that tells something new. */
  hear(chunk: Buffer): Finding<Answer> | null;
}

/** `say` sends what the client says later. */
export type Begin<Answer> = (say: (bytes: Buffer) => void) => Talk<Answer>;

export class Link<Answer> {
  readonly path: string;
  readonly #begin: Begin<Answer>;
  readonly #onChange: () => void;
  #finding: Finding<Answer> = { kind: 'asking' };
  #socket: Socket | null = null;
  #talk: Talk<Answer> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #tryUntil = 0;
  #closed = false;

  /** Begins to connect. `onChange` is called whenever `finding` has changed. */
  constructor(path: string, begin: Begin<Answer>, onChange: () => void) {
    this.path = path;
    this.#begin = begin;
    this.#onChange = onChange;
    this.poke();
  }

  get finding(): Finding<Answer> {
    return this.#finding;
  }

  /** Something happened at the path: tries to connect, for a while, unless it is connected. */
  poke(): void {
    this.#tryUntil = performance.now() + RETRY_FOR_MS;
    if (this.#socket === null && this.#timer === null) this.#connect();
  }

  /** Asks one that has answered whether it still does; `silent` follows when it does not. */
  askAgain(): void {
    const question = this.#socket !== null && this.#timer === null && this.#finding.kind === 'answers' ? this.#talk?.again?.() : undefined;
    if (question === undefined) return;
    this.#socket?.write(question);
    this.#expectAnswer(STILL_MS);
  }

  close(): void {
    this.#closed = true;
    this.#clearTimer();
    this.#socket?.destroy();
  }

  #connect(): void {
    const socket = connect(this.path);
    const talk = this.#begin((bytes) => socket.write(bytes));
    let failure: NodeJS.ErrnoException | null = null;
    this.#socket = socket;
    this.#talk = talk;
    socket.on('connect', () => {
      this.#found({ kind: 'asking' });
      this.#expectAnswer(ANSWER_MS);
      socket.write(talk.opening);
    });
    socket.on('data', (chunk) => {
      const finding = talk.hear(chunk);
      if (finding === null) return;
      this.#clearTimer();
      this.#found(finding);
      if (finding.kind === 'refused') socket.destroy();
    });
    socket.on('error', (error) => {
      failure = error;
    });
    socket.on('close', () => this.#lost(failure));
  }

  #expectAnswer(withinMs: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#found({ kind: 'silent' });
    }, withinMs);
  }

  #lost(failure: NodeJS.ErrnoException | null): void {
    this.#socket = null;
    this.#talk = null;
    this.#clearTimer();
    if (this.#closed) return;
    // What was refused is tried again when something happens at the path, not before.
    if (this.#finding.kind === 'refused') return;
    if (failure?.syscall === 'connect' && !NOBODY.has(failure.code ?? '')) return this.#found({ kind: 'refused', why: failure.message });
    // One that had answered may be back at once; one that only accepts and closes must not be asked for ever.
    if (this.#finding.kind === 'answers') this.#tryUntil = performance.now() + RETRY_FOR_MS;
    this.#found({ kind: 'absent' });
    if (this.#closed || performance.now() >= this.#tryUntil) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#connect();
    }, RETRY_EVERY_MS);
  }

  #found(finding: Finding<Answer>): void {
    this.#finding = finding;
    this.#onChange();
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
