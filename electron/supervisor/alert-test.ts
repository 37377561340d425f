/** The test alert: one message to each receiver at once, past the outbox, and what came of it. */
import { randomUUID } from 'node:crypto';
import type { Message } from '../alert/message.ts';
import type { Answer, Receiver, SendTools } from '../alert/receiver.ts';
import type { Exhibit } from '../config/index.ts';
import type { AlertTest } from '../documents/alerts.ts';
import { wordsFor } from '../documents/words/words.ts';

/** Somebody stands there and waits. */
const PATIENCE_MS = 15_000;

export interface TestOptions {
  readonly exhibit: Exhibit;
  readonly receivers: readonly Receiver[];
  readonly picture: SendTools['picture'];
  readonly mask: (text: string) => string;
}

/** Never rejects. */
export async function testReceivers({ exhibit, receivers, picture, mask }: TestOptions): Promise<AlertTest> {
  const asked = receivers.map(async (receiver) => {
    const begun = performance.now();
    const answer = await trying(receiver, testMessage(exhibit), picture);
    const detail = answer.outcome === 'delivered' ? answer.detail : answer.reason;
    return {
      name: receiver.name,
      kind: receiver.kind,
      outcome: answer.outcome === 'delivered' ? ('delivered' as const) : ('failed' as const),
      detail: detail === null ? null : mask(detail),
      took_ms: Math.round((performance.now() - begun) * 10) / 10,
    };
  });
  return { receivers: await Promise.all(asked) };
}

function testMessage({ name, title, locale, dashboard }: Exhibit): Message {
  const { title: subject, text } = wordsFor(locale).alerts.test;
  const id = randomUUID();
  return {
    id,
    thread: id,
    act: 'note',
    level: 'info',
    kind: 'test',
    exhibit: { name, title },
    service: null,
    title: subject,
    text,
    at: Date.now(),
    incident: null,
    logTail: [],
    link: dashboard.address,
  };
}

async function trying(receiver: Receiver, message: Message, picture: SendTools['picture']): Promise<Answer> {
  const late = new AbortController();
  const { promise: silent, resolve } = Promise.withResolvers<Answer>();
  const timer = setTimeout(() => {
    late.abort();
    resolve({ outcome: 'later', reason: `it has not answered for ${PATIENCE_MS / 1_000} s`, afterMs: null });
  }, PATIENCE_MS);
  try {
    return await Promise.race([receiver.send([message], { signal: late.signal, picture }), silent]);
  } catch (error) {
    return { outcome: 'refused', reason: `a bug: ${String(error)}` };
  } finally {
    clearTimeout(timer);
  }
}
