/** The newest lines of one service, oldest first. */
import { z } from 'zod';

export const logLinesSchema = z.object({
  service: z.string(),
  lines: z.array(z.object({ time: z.iso.datetime({ offset: true }), stream: z.enum(['out', 'err', 'inv']), text: z.string() })),
});

export type LogLines = z.infer<typeof logLinesSchema>;
