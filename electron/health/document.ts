/** The health document (contract 5), as it is published in files and answered by the API. */
import { z } from 'zod';
import { healthStatusSchema } from '../documents/status.ts';

const timeSchema = z.iso.datetime({ offset: true });

export const healthDocumentSchema = z.object({
  service_name: z.string(),
  overall_status: healthStatusSchema,
  checks: z.array(
    z.object({
      name: z.string(),
      status: healthStatusSchema,
      message: z.string(),
      timestamp: timeSchema,
      metadata: z.record(z.string(), z.unknown()),
    }),
  ),
  last_updated: timeSchema,
  last_check: timeSchema.nullable(),
  /** Seconds. */
  uptime: z.number(),
  restart_count: z.int(),
  error_count: z.int(),
});

/** All documents of an exhibit, with the worst of them. */
export const healthReportSchema = z.object({
  exhibit: z.string(),
  overall_status: healthStatusSchema,
  last_updated: timeSchema,
  services: z.array(healthDocumentSchema),
  /** Of the machine below them, called `_machine`; null in the first minute. */
  machine: healthDocumentSchema.nullable(),
});

export type HealthDocument = z.infer<typeof healthDocumentSchema>;
export type HealthCheck = HealthDocument['checks'][number];
export type HealthReport = z.infer<typeof healthReportSchema>;
