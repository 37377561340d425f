/** The machine below the exhibit, as far as it tells: what cannot be read is null. */
import { z } from 'zod';

export const machineSchema = z.object({
  host: z.string(),
  /** Addresses by which it is reached on the network; none when it has no network. */
  addresses: z.array(z.object({ interface: z.string(), address: z.string() })),
  wifi: z.object({ name: z.string(), signal_percent: z.number().nullable() }).nullable(),
  /** Seconds since it was switched on. */
  uptime_s: z.number(),
  /** Seconds since the supervisor started. */
  supervisor_uptime_s: z.number(),
  versions: z.object({ invigil: z.string(), system: z.string(), kernel: z.string() }),
  /** The disk on which state and logs are. */
  disk: z.object({ free_bytes: z.number(), total_bytes: z.number() }).nullable(),
  memory: z.object({ available_bytes: z.number(), total_bytes: z.number() }).nullable(),
  /** The hottest sensor of the processor, degrees Celsius. */
  temperature_c: z.number().nullable(),
});

export type Machine = z.infer<typeof machineSchema>;
