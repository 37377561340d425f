/** Hands what was decided to the outbox: with the lines of the log that belong to it, and where the dashboard shows it. */
import type { Outbox } from '../alert/outbox/outbox.ts';
import { alertTail } from './alert-tail.ts';
import type { Masks } from './masks.ts';
import type { Decided } from './telling-file.ts';

export interface HandOverOptions {
  readonly outbox: Pick<Outbox, 'put' | 'known'>;
  /** `log` in the state folder. */
  readonly logs: string;
  readonly masks: Masks;
  readonly link: () => string | null;
}

export interface HandOver {
  /** Resolves when they are on the disk, or the disk has had its time. Never rejects. */
  send(decided: readonly Decided[]): Promise<void>;
  /** Those which the outbox has never had. Never rejects. */
  missing(decided: readonly Decided[]): Promise<readonly Decided[]>;
}

export function createHandOver({ outbox, logs, masks, link }: HandOverOptions): HandOver {
  return {
    async send(decided) {
      const whole = async ({ to, message }: Decided) => ({
        to,
        message: { ...message, logTail: await alertTail(message, logs, masks), link: link() },
      });
      await outbox.put(await Promise.all(decided.map(whole)));
    },
    async missing(decided) {
      const known = await outbox.known();
      return decided.filter(({ message }) => !known.has(message.id));
    },
  };
}
