/** `GET /api/v1/alerts`: who is told, what was sent and what still waits, newest first. */
import { z } from 'zod';

export const ALERT_LEVELS = ['info', 'warning', 'error', 'fatal'] as const;
const time = z.int();

export const receiverStatusSchema = z.object({
  name: z.string(),
  kind: z.enum(['ntfy', 'email', 'webhook', 'command', 'log']),
  waiting: z.int(),
  /** Messages that were dropped unsent, because there were too many or the receiver will never take them. */
  dropped: z.int(),
  delivered_at: time.nullable(),
  /** Why the last try failed; null: it did not. */
  problem: z.string().nullable(),
  /** When it is tried again; null: at once, or nothing waits. */
  next_try_at: time.nullable(),
});

export const alertsSchema = z.object({
  receivers: z.array(receiverStatusSchema),
  messages: z.array(
    z.object({
      id: z.string(),
      thread: z.string(),
      at: time,
      level: z.enum(ALERT_LEVELS),
      act: z.enum(['raise', 'update', 'clear', 'note']),
      service: z.string().nullable(),
      title: z.string(),
      text: z.string(),
      receiver: z.string(),
      state: z.enum(['waiting', 'delivered', 'dropped']),
      /** When it was delivered or dropped. */
      settled_at: time.nullable(),
      tries: z.int(),
    }),
  ),
});

/** The answer of the command `test-alert`: which receiver took it. */
export const alertTestSchema = z.object({
  receivers: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      outcome: z.enum(['delivered', 'failed']),
      detail: z.string().nullable(),
      took_ms: z.number(),
    }),
  ),
});

export type Alerts = z.infer<typeof alertsSchema>;
export type ReceiverStatus = z.infer<typeof receiverStatusSchema>;
export type AlertTest = z.infer<typeof alertTestSchema>;
