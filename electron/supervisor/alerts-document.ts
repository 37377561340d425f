/** Alerts as people see them: who is told, what waits, what was sent. */
import type { Carried } from '../alert/delivery.ts';
import type { Outbox, Row } from '../alert/outbox/outbox.ts';
import type { ReceiverSettings } from '../config/exhibit.ts';
import type { Alerts } from '../documents/alerts.ts';

/** So many messages are handed out. */
const MOST = 200;

export interface AlertsParts {
  readonly receivers: readonly ReceiverSettings[];
  readonly outbox: Pick<Outbox, 'waiting' | 'settled' | 'tally'>;
  /** How delivery to a receiver goes. */
  readonly carried: (receiver: string) => Carried | null;
}

/** The newest messages first. Never rejects. */
export async function alertsDocument({ receivers, outbox, carried }: AlertsParts): Promise<Alerts> {
  const before = outbox.waiting();
  const settled = await outbox.settled(MOST);
  // What was settled meanwhile is in one of the two.
  const known = new Set(settled.map(({ message }) => message.id));
  const waiting = outbox.waiting();
  return {
    receivers: receivers.map(({ name, kind }) => {
      const { dropped, deliveredAt } = outbox.tally(name);
      const { problem, nextTryAt } = carried(name) ?? { problem: null, nextTryAt: null };
      return {
        name,
        kind,
        waiting: waiting.filter((row) => row.receiver === name).length,
        dropped,
        delivered_at: whole(deliveredAt),
        problem,
        next_try_at: whole(nextTryAt),
      };
    }),
    messages: [...before.filter(({ message }) => !known.has(message.id)).toReversed(), ...settled]
      .toSorted((a, b) => b.putAt - a.putAt)
      .slice(0, MOST)
      .map(shown),
  };
}

function shown({ receiver, message, state, settledAt, tries }: Row): Alerts['messages'][number] {
  const { id, thread, at, level, act, service, title, text } = message;
  return {
    id,
    thread,
    at: Math.round(at),
    level,
    act,
    service,
    title,
    text,
    receiver,
    // What was over before it could be sent was not sent either.
    state: state === 'cancelled' ? 'dropped' : state,
    settled_at: whole(settledAt),
    tries,
  };
}

function whole(time: number | null): number | null {
  return time === null ? null : Math.round(time);
}
