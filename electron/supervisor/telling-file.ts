/**
 * `alerts.json`: what the policy of telling remembers, and the messages that it has decided on which the outbox may not have yet.
 *
 * Both are in one file because they are true together: a memory of having told something, without the message, would be a message lost.
 */
import { z } from 'zod';
import type { Message } from '../alert/message.ts';
import { messageSchema } from '../alert/message-schema.ts';
import { stateSchema } from '../alert/policy/index.ts';

/** A message to one receiver, with the id that it keeps: as it was decided, before lines of the log and a link belong to it. */
export interface Decided {
  /** The receiver's name. */
  readonly to: string;
  readonly message: Omit<Message, 'logTail' | 'link'>;
}

export const tellingFileSchema = z.strictObject({
  version: z.literal(1),
  /** The kernel's id of the boot in which this was written. */
  boot: z.string(),
  /** Whether the supervisor that wrote it has ended in order. */
  in_order: z.boolean(),
  state: stateSchema,
  /** In the order in which they were decided. The outbox may have them all the same: it knows them by their ids. */
  unsent: z.array(z.object({ to: z.string(), message: messageSchema.omit({ logTail: true, link: true }) })),
});

export type TellingFile = z.infer<typeof tellingFileSchema>;
