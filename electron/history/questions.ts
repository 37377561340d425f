/** What the worker was asked to read and has not yet answered. Every question is answered, if need be with why it cannot be. */
import type { FromWorker, ToWorker } from './messages.ts';

/** The worker may be in the midst of a write; a disk that takes longer than this, in milliseconds, hangs. */
const PATIENCE_MS = 3_000;

/** What can be asked, without the question's number. */
export type Asking = ToWorker extends infer Message ? (Message extends { question: number } ? Omit<Message, 'question'> : never) : never;
export type Answer = Extract<FromWorker, { readonly question: number }>;

export class Questions {
  readonly #open = new Map<number, (answer: Answer) => void>();
  #last = 0;

  /** Never rejects. */
  ask(asking: Asking, post: (message: ToWorker) => void): Promise<Answer> {
    this.#last += 1;
    const question = this.#last;
    return new Promise((resolve) => {
      const impatience = setTimeout(() => this.#giveUp(question, 'the disk does not answer'), PATIENCE_MS);
      this.#open.set(question, (answer) => {
        clearTimeout(impatience);
        this.#open.delete(question);
        resolve(answer);
      });
      post({ ...asking, question });
    });
  }

  answer(answer: Answer): void {
    this.#open.get(answer.question)?.(answer);
  }

  /** Nobody will answer what is open. */
  fail(reason: string): void {
    for (const question of [...this.#open.keys()]) this.#giveUp(question, reason);
  }

  #giveUp(question: number, reason: string): void {
    this.answer({ type: 'unread', question, reason });
  }
}
