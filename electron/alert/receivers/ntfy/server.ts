/**
 * What an ntfy server is asked, and how its answers read. Asks once and says what came of it; rejects for bugs alone.
 *
 * Invariants: the token goes to the server in the exhibit file and to no other, because no redirect is followed; only what the server
 * itself says it has taken was taken, not whatever else answers 200 (the sign-in page of a network); no answer is read beyond 1 MiB.
 */
import { z } from 'zod';
import type { NtfySettings } from '../../../config/exhibit.ts';
import { type ReadSecret, SecretError } from '../../secret.ts';
import { troubleWords } from '../trouble.ts';
import { pictureHeaders } from './headers.ts';
import type { Publication } from './publication.ts';

const LARGEST_ANSWER = 1024 * 1024;

const messageSchema = z.object({
  id: z.string(),
  event: z.string(),
  /** Seconds since 1970; of a delayed message, when it is to arrive. */
  time: z.number(),
  /** Servers before 2.16 do not know it. */
  sequence_id: z.string().optional(),
});

const errorSchema = z.object({ code: z.int() });

/** Servers without limits, and those before 2.0, do not say. */
const accountSchema = z.object({ limits: z.object({ messages: z.number() }) });

/** A message as the server has it. */
export type Published = z.infer<typeof messageSchema>;

export interface Refusal {
  readonly ok: false;
  /** Of HTTP; null: there was no answer. */
  readonly status: number | null;
  /** The server's own: 42908; null: it did not say, or it is not ntfy that answers. */
  readonly code: number | null;
  /** For people, without a secret. */
  readonly reason: string;
}

export type Said<T> = { readonly ok: true; readonly value: T } | Refusal;

export type ServerSettings = Pick<NtfySettings, 'server' | 'topic' | 'token'>;

export interface NtfyServer {
  publish(publication: Publication, signal: AbortSignal): Promise<Said<Published>>;
  publishWithPicture(publication: Publication, picture: Uint8Array, signal: AbortSignal): Promise<Said<Published>>;
  /** Takes back what has this sequence id, delivered or not. Nothing need be there. Servers before 2.16 answer 404. */
  remove(sequence: string, signal: AbortSignal): Promise<Said<Published>>;
  /** What is delivered or waits to be from this time on (seconds since 1970). */
  messages(since: number, signal: AbortSignal): Promise<Said<readonly Published[]>>;
  /** How many messages a day it takes from us; null: as many as come. */
  quota(signal: AbortSignal): Promise<Said<number | null>>;
}

export function createNtfyServer({ server, topic, token }: ServerSettings, readSecret: ReadSecret): NtfyServer {
  async function headers(): Promise<Headers> {
    const all = new Headers({ 'User-Agent': 'Invigil' });
    if (token === null) return all;
    const value = await readSecret(token);
    if (!/^[!-~]+$/.test(value)) throw new SecretError('the token holds characters that no token has');
    all.set('Authorization', `Bearer ${value}`);
    return all;
  }

  /** `read`: null for what is not an answer of ntfy. */
  async function ask<T>(
    path: string,
    request: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> },
    read: (text: string) => T | null,
  ): Promise<Said<T>> {
    try {
      const all = await headers();
      for (const [name, value] of Object.entries(request.headers ?? {})) all.set(name, value);
      const response = await fetch(`${server}/${path}`, { ...request, headers: all, redirect: 'manual' });
      const text = await textOf(response);
      if (!response.ok) return refusal(response.status, text);
      const value = read(text);
      return value === null ? { ...NOT_NTFY, status: response.status } : { ok: true, value };
    } catch (error) {
      if (request.signal?.aborted) return nothing('it does not answer');
      return nothing(error instanceof SecretError ? error.message : troubleWords(error));
    }
  }

  return {
    publish: (publication, signal) =>
      ask('', { method: 'POST', signal, body: JSON.stringify({ topic, ...jsonOf(publication) }) }, oneMessage),
    publishWithPicture: (publication, picture, signal) =>
      ask(topic, { method: 'PUT', signal, headers: pictureHeaders(publication, picture), body: new Uint8Array(picture) }, oneMessage),
    remove: (sequence, signal) => ask(`${topic}/${sequence}`, { method: 'DELETE', signal }, oneMessage),
    messages: (since, signal) =>
      ask(`${topic}/json?poll=1&scheduled=1&since=${since}`, { method: 'GET', signal }, (text) => {
        const messages = text
          .split('\n')
          .filter((line) => line !== '')
          .map(oneMessage);
        return messages.every((message) => message !== null) ? messages : null;
      }),
    quota: (signal) => ask('v1/account', { method: 'GET', signal }, (text) => readQuota(parsed(text))),
  };
}

function jsonOf({ sequence, delay, ...fields }: Publication): object {
  return { ...fields, ...(sequence === null ? {} : { sequence_id: sequence }), ...(delay === null ? {} : { delay }) };
}

function oneMessage(text: string): Published | null {
  return messageSchema.safeParse(parsed(text)).data ?? null;
}

/** What says nothing of it sets no limit. */
function readQuota(answer: unknown): number | null {
  const { data } = accountSchema.safeParse(answer);
  return data === undefined || data.limits.messages <= 0 ? null : data.limits.messages;
}

async function textOf({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.length;
    if (size > LARGEST_ANSWER) break;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

const NOT_NTFY = {
  ok: false,
  code: null,
  reason: 'what answers is no ntfy server: a sign-in page of the network, or another program',
} as const;

function nothing(reason: string): Refusal {
  return { ok: false, status: null, code: null, reason };
}

function refusal(status: number, text: string): Refusal {
  const code = errorSchema.safeParse(parsed(text)).data?.code ?? null;
  return { ok: false, status, code, reason: `it answers with status ${status}${code === null ? '' : ` (ntfy error ${code})`}` };
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
