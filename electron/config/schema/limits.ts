import * as z from 'zod';
import { mean, table } from './meaning.ts';
import { size } from './quantity.ts';
import { whole } from './values.ts';

const percent = mean(
  z
    .string()
    .regex(/^\d{1,5}%$/)
    .transform((text) => Number.parseInt(text, 10))
    .refine((number) => number >= 1 && number <= 25_600),
  { wanted: 'a share of one processor core from 1% to 25600% in quotes, like "200%"' },
);

/** `[service.NAME.limits]`: how much a service may use. */
export const limits = table({
  memory: size('1MB', '64TB', '500MB')
    .optional()
    .describe('Of all its processes together (PSS). Above it the service is restarted, as after a failure.'),
  cpu: percent
    .optional()
    .describe('`"100%"` is one core. Only under a unit that delegates its cgroup; `invigil check` says where it does nothing.'),
  processes: whole(1, 4_000_000, 200)
    .optional()
    .describe('Above so many processes the service is killed and restarted, as after a failure.'),
  open_files: whole(16, 1_048_576, 4096).optional().describe('Files and sockets that each of its processes may have open.'),
  nice: whole(-20, 19, 5)
    .optional()
    .describe('Priority as of nice(1): 19 gives way to everybody; below 0 needs a right that kiosk users rarely have.'),
})
  .transform(({ memory, cpu, processes, open_files, nice }) => ({
    memoryBytes: memory ?? null,
    cpuPercent: cpu ?? null,
    processes: processes ?? null,
    openFiles: open_files ?? null,
    nice: nice ?? null,
  }))
  .prefault({});
