import type { Message } from '../../electron/alert/message.ts';
import type { Answer, Receiver, SendTools } from '../../electron/alert/receiver.ts';

export const DELIVERED: Answer = { outcome: 'delivered', detail: null };
export const LATER: Answer = { outcome: 'later', reason: 'there is no network', afterMs: null };

/** A receiver that answers what it is told to, and remembers what it got. */
export class Phone implements Receiver {
  readonly name: string;
  readonly kind = 'log';
  readonly most: number;
  readonly digestMs: number;
  readonly got: (readonly Message[])[] = [];
  answer: (messages: readonly Message[], tools: SendTools) => Answer | Promise<Answer> = () => DELIVERED;
  isClosed = false;

  constructor(name = 'phone', { most = 1, digestMs = 0 } = {}) {
    this.name = name;
    this.most = most;
    this.digestMs = digestMs;
  }

  async send(messages: readonly [Message, ...Message[]], tools: SendTools): Promise<Answer> {
    this.got.push(messages);
    return this.answer(messages, tools);
  }

  close(): void {
    this.isClosed = true;
  }

  /** `a,b+c`: what came together has a plus. */
  get ids(): string {
    return this.got.map((messages) => messages.map(({ id }) => id).join('+')).join();
  }
}
