/**
 * Asks the supervisor over its unix socket, at the screen's door: without a session the shell is nobody there, whatever the socket's
 * other users may. Nothing here ever rejects; a supervisor that does not answer in time is `away`.
 */
import { type IncomingMessage, request } from 'node:http';

/** Longest wait for a whole answer, in milliseconds; some commands answer when others have. */
const ANSWER_MS = 5_000;
const COMMAND_MS = 20_000;
/** Of an answer: a picture of the screen, in full, is less. */
const MOST_BYTES = 2 * 1024 * 1024;

export interface Request {
  readonly method: 'GET' | 'POST';
  /** Below `/api/v1/`. */
  readonly path: string;
  readonly body?: unknown;
  readonly session: string | null;
  /** What the server handed out to have something dangerous confirmed. */
  readonly confirmation?: string | undefined;
}

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

/** Why there is no reply. */
export interface NoReply {
  readonly status: null;
  readonly why: 'away' | 'too-large';
}

export type Client = (request: Request) => Promise<Reply | NoReply>;

/** `socketPath`: the supervisor's control socket. `language`: in which it is to speak to people. */
export function createClient(socketPath: string, language: string): Client {
  return ({ method, path, body, session, confirmation }) =>
    new Promise((resolve) => {
      const content = body === undefined ? null : JSON.stringify(body);
      const headers = {
        'x-invigil-door': 'screen',
        'accept-language': language,
        ...(session === null ? {} : { 'x-invigil-session': session }),
        ...(confirmation === undefined ? {} : { 'x-invigil-confirmation': confirmation }),
        ...(content === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }),
      };
      // The agent's kept connections would be those of a supervisor that has gone.
      const options = {
        socketPath,
        method,
        path: `/api/v1/${path}`,
        headers,
        agent: false,
        signal: AbortSignal.timeout(path.startsWith('commands/') ? COMMAND_MS : ANSWER_MS),
      };
      const away = () => resolve({ status: null, why: 'away' });
      const sent = request(options, (response) => read(response).then(resolve, away));
      sent.on('error', away);
      sent.end(content ?? undefined);
    });
}

async function read(response: IncomingMessage): Promise<Reply | NoReply> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return { status: null, why: 'too-large' };
    chunks.push(chunk);
  }
  return { status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', body: Buffer.concat(chunks) };
}
