/** Messages for tests. */
import type { Message } from '../../electron/alert/message.ts';

/** A raise of a trouble of its own, unless said otherwise. */
export function message(id: string, fields: Partial<Message> = {}): Message {
  return {
    id,
    thread: `thread-${id}`,
    act: 'raise',
    level: 'error',
    kind: 'restarting',
    exhibit: { name: 'lantern', title: 'The Lantern Room' },
    service: 'audio',
    title: `The sound has stopped (${id})`,
    text: 'It is being restarted.',
    at: Date.UTC(2026, 10, 22, 4, 0),
    incident: null,
    logTail: ['the last line'],
    link: null,
    ...fields,
  };
}
