/**
 * Webhook: each message as one POST, its body signed where the exhibit file names a secret.
 *
 *     Idempotency-Key: the message's id, the same at every try
 *     X-Invigil-Timestamp: seconds since 1970
 *     X-Invigil-Signature: sha256=HEX, the HMAC-SHA256 of `TIMESTAMP.BODY` with the secret
 *
 * Redirects are not followed: the message and its secrets go to the address in the exhibit file and to no other.
 */
import { createHmac } from 'node:crypto';
import type { Secret, WebhookSettings } from '../../config/exhibit.ts';
import type { Message } from '../message.ts';
import type { Answer, Receiver } from '../receiver.ts';
import { type ReadSecret, SecretError } from '../secret.ts';
import { bodyOf } from './template.ts';
import { troubleWords } from './trouble.ts';

/** Statuses in the 400s after which the same may go well later: a sign-in that is put right, a wait, a server that is busy. */
const LATER = new Set([401, 403, 408, 421, 423, 425, 429]);

export interface WebhookOptions {
  readonly readSecret: ReadSecret;
}

export function createWebhook(settings: WebhookSettings & { readonly name: string }, { readSecret }: WebhookOptions): Receiver {
  const plain = (value: Secret | string) => (typeof value === 'string' ? Promise.resolve(value) : readSecret(value));

  async function request(message: Message): Promise<Request> {
    const body = bodyOf(message, settings.template);
    const timestamp = Math.floor(Date.now() / 1_000);
    const headers = new Headers({ 'Content-Type': 'application/json', 'User-Agent': 'Invigil' });
    for (const [name, value] of Object.entries(settings.headers)) headers.set(name, await plain(value));
    headers.set('Idempotency-Key', message.id);
    headers.set('X-Invigil-Timestamp', `${timestamp}`);
    if (settings.secret !== null) {
      const signature = createHmac('sha256', await readSecret(settings.secret))
        .update(`${timestamp}.${body}`)
        .digest('hex');
      headers.set('X-Invigil-Signature', `sha256=${signature}`);
    }
    return new Request(await addressOf(settings.url, plain), { method: 'POST', headers, body, redirect: 'manual' });
  }

  return {
    name: settings.name,
    kind: 'webhook',
    most: 1,
    digestMs: 0,
    async send([message], { signal }): Promise<Answer> {
      try {
        const response = await fetch(await request(message), { signal });
        await response.body?.cancel();
        return answerTo(response);
      } catch (error) {
        if (signal.aborted) return { outcome: 'later', reason: 'it does not answer', afterMs: null };
        const reason = error instanceof SecretError ? error.message : troubleWords(error);
        return { outcome: 'later', reason, afterMs: null };
      }
    },
    close: () => undefined,
  };
}

async function addressOf(url: Secret | string, plain: (value: Secret | string) => Promise<string>): Promise<string> {
  const address = await plain(url);
  if (/^https?:\/\//.test(address) && URL.canParse(address)) return address;
  throw new SecretError('the address in the secret is none: it has to begin with http:// or https://');
}

function answerTo({ ok, status, headers }: Response): Answer {
  if (ok) return { outcome: 'delivered', detail: `status ${status}` };
  const reason = `it answers with status ${status}`;
  if (status >= 500 || LATER.has(status)) return { outcome: 'later', reason, afterMs: retryAfter(headers.get('Retry-After')) };
  // A redirect is a mistake in the exhibit file, which somebody may put right.
  if (status < 400)
    return {
      outcome: 'later',
      reason: `${reason}, a redirect, which is not followed: the new address belongs into the exhibit file`,
      afterMs: null,
    };
  return { outcome: 'refused', reason };
}

/** In milliseconds; null: it does not say. Seconds, or a date. */
function retryAfter(value: string | null): number | null {
  if (value === null) return null;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}
