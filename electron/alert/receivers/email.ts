/**
 * E-mail over SMTP. With `starttls` nothing is sent before the connection is encrypted, and certificates are verified; the password is
 * read at each mail. What comes close together goes in one mail.
 *
 * Numbers: at most 50 messages and one picture of at most 1 MB in a mail.
 */
import { connect, type Socket } from 'node:net';
import type { EmailSettings } from '../../config/exhibit.ts';
import type { Message } from '../message.ts';
import type { Answer, Receiver, SendTools } from '../receiver.ts';
import { type ReadSecret, SecretError } from '../secret.ts';
import { mailOf } from './mail.ts';
import { troubleWords } from './trouble.ts';

const MOST_MESSAGES = 50;
const MOST_PICTURE_BYTES = 1_000_000;

export interface EmailOptions {
  readonly readSecret: ReadSecret;
  /** Of the exhibit. */
  readonly locale: string;
}

interface Attached {
  readonly filename: string;
  readonly content: Buffer;
}

export function createEmail(settings: EmailSettings & { readonly name: string }, { readSecret, locale }: EmailOptions): Receiver {
  const { host, port, security, user, password, from, to } = settings;

  async function send(messages: readonly [Message, ...Message[]], picture: Attached | null, signal: AbortSignal): Promise<Answer> {
    const { urgent, ...mail } = mailOf(messages, { from, locale });
    const pass = password === null ? '' : await readSecret(password);
    // Loaded at the first mail: a start of the machine is no time for what may never be needed.
    const { createTransport } = await import('nodemailer');
    // A socket of our own: it can be closed at any moment of the conversation.
    const socket = await connected(host, port, signal);
    const close = () => socket.destroy();
    signal.addEventListener('abort', close);
    const transport = createTransport({
      host,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      ...(user === null ? {} : { auth: { user, pass } }),
      tls: { minVersion: 'TLSv1.2' },
      getSocket: (_, callback) => callback(null, { connection: socket }),
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      const sent = await transport.sendMail({
        ...mail,
        from,
        to: [...to],
        inReplyTo: mail.references,
        priority: urgent ? 'high' : 'normal',
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        attachments: picture === null ? [] : [picture],
      });
      return { outcome: 'delivered', detail: sent.rejected.length === 0 ? null : `not taken for ${sent.rejected.map(String).join(', ')}` };
    } finally {
      signal.removeEventListener('abort', close);
      transport.close();
      socket.destroy();
    }
  }

  return {
    name: settings.name,
    kind: 'email',
    most: MOST_MESSAGES,
    digestMs: settings.digestMs,
    async send(messages, { signal, picture }) {
      const attached = await pictureOf(messages, picture);
      try {
        return await send(messages, attached, signal).catch((error: unknown) => {
          // What is too large may be taken without its picture.
          if (attached === null || answerTo(error, signal).outcome !== 'refused') throw error;
          return send(messages, null, signal);
        });
      } catch (error) {
        return answerTo(error, signal);
      }
    },
    close: () => undefined,
  };
}

/** Rejects with why there is no connection. */
function connected(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

/** That of the newest message which has one. */
async function pictureOf(messages: readonly Message[], picture: SendTools['picture']): Promise<Attached | null> {
  for (const { incident } of messages.toReversed()) {
    const image = incident === null ? null : await picture(incident);
    if (image === null || image.length > MOST_PICTURE_BYTES) continue;
    return { filename: image[0] === 0x89 ? 'screen.png' : 'screen.jpg', content: Buffer.from(image) };
  }
  return null;
}

/** What the server's answers mean. */
function answerTo(error: unknown, signal: AbortSignal): Answer {
  const later = (reason: string): Answer => ({ outcome: 'later', reason, afterMs: null });
  if (signal.aborted) return later('it does not answer');
  if (error instanceof SecretError) return later(error.message);
  if (!(error instanceof Error)) throw error;
  const code = 'code' in error ? String(error.code) : '';
  const status = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null;
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return later(`it does not take the name and password${status === null ? '' : ` (status ${status})`}`);
  if (code === 'ETLS') return later(`the connection cannot be encrypted: ${oneLine(error.message)}`);
  // What the library says of a socket: no certificate to be trusted, above all. The server's name is no secret.
  if (code === 'ESOCKET') return later(`the connection failed: ${oneLine(error.message)}`);
  if (status === null) return later(troubleWords(error));
  const reason = `it answers with status ${status}`;
  // 530 to 538 are about the sign-in, which somebody may put right.
  return status >= 500 && (status < 530 || status > 538) ? { outcome: 'refused', reason } : later(reason);
}

/** What comes after the first `;` are hints for developers of Node. */
function oneLine(text: string): string {
  return (text.split(';', 1)[0] ?? '').replace(/\s+/g, ' ').slice(0, 200);
}
