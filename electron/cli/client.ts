/** Talks to a running supervisor over its socket. Loads little: most commands do nothing else. */
import type { IncomingMessage } from 'node:http';
import { createConnection } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createParser } from 'eventsource-parser';
import { isProblem } from './answers.ts';
import { chooseSocket, exhibitOf, isBeginning, notRunning } from './exhibits.ts';
import { CliError, EXIT, type ExitStatus } from './exit.ts';

// Not imported: as a module, node:http evaluates all its exports, among them web sockets, for 50 ms.
const { request } = process.getBuiltinModule('node:http');

/** A supervisor that does not answer within this time, in milliseconds, hangs. */
const PATIENCE_MS = 10_000;

/** How often a supervisor that has just begun is asked whether it answers, in milliseconds. */
const PAUSE_MS = 20;

/** How it looks when nobody listens: no socket, or one that was left behind. */
const NOBODY: readonly unknown[] = ['ENOENT', 'ECONNREFUSED'];

/** How a connection looks whose supervisor has ended: before the request, in the midst of it, in the midst of the answer. */
const ENDED: readonly unknown[] = ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'];

/** What a refused request means for the caller of the command line; everything else is `failed`. */
const EXIT_OF: Readonly<Record<string, ExitStatus>> = {
  'urn:invigil:problem:unknown-command': EXIT.usage,
  'urn:invigil:problem:unknown-service': EXIT.usage,
  'urn:invigil:problem:bad-arguments': EXIT.usage,
  'urn:invigil:problem:not-allowed': EXIT.notAllowed,
  'urn:invigil:problem:bad-exhibit-file': EXIT.wrongFile,
  'urn:invigil:problem:bug': EXIT.bug,
};

export interface Picture {
  /** `image/jpeg` or `image/png`. */
  readonly type: string;
  readonly bytes: Buffer;
}

export interface Client {
  /** Reads a document of the API by its name. `is`: whether the answer is one, as this version knows it. */
  get<T>(name: string, is: (answer: unknown) => answer is T): Promise<T>;
  /** Reads a picture of the API by its name. */
  picture(name: string): Promise<Picture>;
  /** `patienceMs`: of a command that may take longer than others. */
  command<T>(name: string, args: object, is: (answer: unknown) => answer is T, patienceMs?: number): Promise<T>;
  /** Calls `onEvent` when the stream stands and at each event; resolves when the stream has ended. */
  events(onEvent: () => void, signal: AbortSignal): Promise<void>;
}

interface Asking {
  readonly body?: object;
  readonly signal?: AbortSignal;
  readonly patienceMs?: number;
}

/** `exhibit`: its name; left out: the only one that runs. */
export async function connect(exhibit: string | undefined): Promise<Client> {
  const socketPath = await chooseSocket(exhibit);

  async function call(method: string, path: string, asking: Asking = {}): Promise<IncomingMessage> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await callOnce(method, path, asking);
      } catch (error) {
        if (!NOBODY.includes(codeOf(error)) || !(await isBeginning(socketPath))) throw explained(error, socketPath);
        if (performance.now() > deadline) throw new CliError(EXIT.failed, silent(socketPath, PATIENCE_MS));
        await sleep(PAUSE_MS);
      }
    }
  }

  function callOnce(method: string, path: string, { body, signal, patienceMs = PATIENCE_MS }: Asking): Promise<IncomingMessage> {
    const headers = body === undefined ? {} : { 'content-type': 'application/json', 'x-invigil-actor': encodeURIComponent(actor()) };
    // Without an agent, which would look first whether the host is an address, with a pattern that takes 10 ms to compile.
    const options = { createConnection: () => createConnection({ path: socketPath, timeout: patienceMs }), timeout: patienceMs };
    return new Promise((resolve, reject) => {
      const sent = request({ ...options, method, path, headers, ...(signal && { signal }) }, resolve);
      sent.on('timeout', () => sent.destroy(new CliError(EXIT.failed, silent(socketPath, patienceMs))));
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  async function whole(response: IncomingMessage): Promise<Buffer> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of response) chunks.push(chunk);
    } catch (error) {
      // It may end in the midst of its answer too.
      throw explained(error, socketPath);
    }
    return Buffer.concat(chunks);
  }

  /** The body of an answer that is one; else throws what went wrong. */
  async function taken(response: IncomingMessage): Promise<Buffer> {
    const body = await whole(response);
    if (response.statusCode === 200) return body;
    const { type, detail, problems } = known(parsed(body), isProblem);
    const exit = EXIT_OF[type] ?? EXIT.failed;
    // What was wrong with the arguments is in the sentence already.
    const each = exit === EXIT.usage ? [] : (problems ?? []);
    throw new CliError(exit, [detail, ...each].join('\n'));
  }

  async function answer(response: IncomingMessage): Promise<unknown> {
    return parsed(await taken(response));
  }

  return {
    async get(name, is) {
      return known(await answer(await call('GET', `/api/v1/${name}`)), is);
    },
    async picture(name) {
      const response = await call('GET', `/api/v1/${name}`);
      return { bytes: await taken(response), type: response.headers['content-type'] ?? '' };
    },
    async command(name, args, is, patienceMs = PATIENCE_MS) {
      return known(await answer(await call('POST', `/api/v1/commands/${name}`, { body: args, patienceMs })), is);
    },
    async events(onEvent, signal) {
      try {
        const response = await call('GET', '/api/v1/events', { signal });
        if (response.statusCode !== 200) await answer(response);
        response.setTimeout(0);
        onEvent();
        const parser = createParser({ onEvent });
        for await (const chunk of response.setEncoding('utf8')) parser.feed(chunk);
      } catch (error) {
        // A supervisor that ends, or is killed, ends the stream; so does who listens.
        if (!signal.aborted && !ENDED.includes(codeOf(error))) throw error;
      }
    },
  };
}

function parsed(body: Buffer): unknown {
  return JSON.parse(body.toString('utf8'));
}

function known<T>(answer: unknown, is: (answer: unknown) => answer is T): T {
  if (is(answer)) return answer;
  const what = 'The supervisor answers in a way that this command does not know: they are of different versions.';
  throw new CliError(EXIT.failed, `${what}\nRestart the supervisor, so that it runs the version that is installed.`);
}

/** For the audit: under sudo the person is who called it. */
function actor(): string {
  const { SUDO_USER, LOGNAME, USER } = process.env;
  return `${SUDO_USER ?? LOGNAME ?? USER ?? `uid ${process.getuid?.()}`} (cli)`;
}

function explained(error: unknown, socketPath: string): unknown {
  const code = codeOf(error);
  if (NOBODY.includes(code)) return notRunning(`The exhibit "${exhibitOf(socketPath)}" is not running.`, []);
  if (ENDED.includes(code)) return notRunning(`The supervisor of "${exhibitOf(socketPath)}" has ended before it answered.`, []);
  if (code === 'EACCES') return new CliError(EXIT.notAllowed, `This account may not open ${socketPath}. Use: sudo invigil ...`);
  return error;
}

function silent(socketPath: string, patienceMs: number): string {
  const what = `The supervisor of "${exhibitOf(socketPath)}" has not answered for ${patienceMs / 1_000} s`;
  return `${what}: it hangs, or the machine is overloaded.\nTry again in a minute; if it stays so, end the supervisor and start it again.`;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}
