/** A message as it lies on the disk and as it goes out (a webhook's body, a command's standard input). */
import { z } from 'zod';
import { ALERT_LEVELS } from '../documents/alerts.ts';
import type { Message } from './message.ts';

export const messageSchema = z.object({
  id: z.string(),
  thread: z.string(),
  act: z.enum(['raise', 'update', 'clear', 'note']),
  level: z.enum(ALERT_LEVELS),
  kind: z.string(),
  exhibit: z.object({ name: z.string(), title: z.string() }),
  service: z.string().nullable(),
  title: z.string(),
  text: z.string(),
  at: z.number(),
  incident: z.string().nullable(),
  logTail: z.array(z.string()),
  link: z.string().nullable(),
}) satisfies z.ZodType<Message>;
