/** Refusals that several commands share. */
import { closest } from 'fastest-levenshtein';
import { z } from 'zod';
import type { Outcome, Problem } from './entry.ts';
import type { SupervisorPort, Taken } from './port.ts';

/** The argument that names a service. */
export const serviceName = z.string({ error: 'must be the name of a service' });

export const noArguments = z.strictObject({});

/** What is answered by a command that takes something away for a while. */
export const awaySchema = z.object({
  back_in_ms: z.int().min(0).optional().describe('So long it is likely to be away; left out: nobody knows.'),
});
type Away = z.infer<typeof awaySchema>;

/** Nothing is begun any more while the supervisor ends. */
export function ending(port: SupervisorPort): Problem | null {
  if (port.snapshot().state !== 'stopping') return null;
  return { kind: 'refused', detail: 'The supervisor is shutting down. Ask again when it runs again.' };
}

/** `service` null or left out: none is named. */
export function unknownService(service: string | null | undefined, port: SupervisorPort): Problem | null {
  const names = port.serviceNames();
  if (service == null || names.includes(service)) return null;
  const nearest = names.length === 0 ? '' : ` Did you mean "${closest(service, names)}"?`;
  return { kind: 'unknown-service', detail: `There is no service "${service}".${nearest} The services are: ${names.join(', ')}.` };
}

/** A command that was taken in, or the reason why not. */
export function taken(answer: Taken): Outcome {
  if (!answer.ok) return { ok: false, problem: { kind: 'refused', detail: answer.reason } };
  return { ok: true, result: answer.backInMs === undefined ? {} : ({ back_in_ms: answer.backInMs } satisfies Away) };
}
