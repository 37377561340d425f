/** The server for outgoing mail: a connection to it, and what its answers mean. */
import { connect, type Socket } from 'node:net';
import type { Transporter } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport/index.js';
import type { EmailSettings } from '../../config/exhibit.ts';
import type { Answer } from '../receiver.ts';
import { type ReadSecret, SecretError } from '../secret.ts';
import { troubleWords } from './trouble.ts';

export type SmtpSettings = Pick<EmailSettings, 'host' | 'port' | 'security' | 'user' | 'password'>;

export interface Smtp {
  readonly transport: Transporter<SMTPTransport.SentMessageInfo>;
  close(): void;
}

/** Rejects with why there is no connection, for `smtpAnswer`. When `signal` is aborted it is broken off, whatever is under way. */
export async function openSmtp(settings: SmtpSettings, readSecret: ReadSecret, signal: AbortSignal): Promise<Smtp> {
  const { host, port, security, user, password } = settings;
  const pass = password === null ? '' : await readSecret(password);
  // Loaded at the first mail: a start of the machine is no time for what may never be needed.
  const { createTransport } = await import('nodemailer');
  // A socket of our own: it can be closed at any moment of the conversation.
  const socket = await connected(host, port, signal);
  const breakOff = () => socket.destroy();
  signal.addEventListener('abort', breakOff);
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
  return {
    transport,
    close() {
      signal.removeEventListener('abort', breakOff);
      transport.close();
      socket.destroy();
    },
  };
}

/** Whether it answers and lets us in, without a mail: why not; null: it does. Never rejects for what the world does. */
export async function greetSmtp(settings: SmtpSettings, readSecret: ReadSecret, signal: AbortSignal): Promise<string | null> {
  try {
    const { transport, close } = await openSmtp(settings, readSecret, signal);
    await transport.verify().finally(close);
    return null;
  } catch (error) {
    const answer = smtpAnswer(error, signal);
    return answer.outcome === 'delivered' ? null : answer.reason;
  }
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

/** What the server's answers mean. */
export function smtpAnswer(error: unknown, signal: AbortSignal): Answer {
  const later = (reason: string): Answer => ({ outcome: 'later', reason, afterMs: null });
  if (signal.aborted) return later('it does not answer');
  if (error instanceof SecretError) return later(error.message);
  if (!(error instanceof Error)) throw error;
  const code = 'code' in error ? String(error.code) : '';
  const status = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null;
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return later(status === null ? 'it does not take the name and password' : `it does not take the name and password (status ${status})`);
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
