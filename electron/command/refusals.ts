/** Refusals that several commands share. */
import { closest } from 'fastest-levenshtein';
import { z } from 'zod';
import type { Outcome, Problem } from './entry.ts';
import type { SupervisorPort, Taken } from './port.ts';

/** The argument that names a service. */
export const serviceName = z.string({ error: 'must be the name of a service' });

export const noArguments = z.strictObject({});

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
  return answer.ok ? { ok: true, result: {} } : { ok: false, problem: { kind: 'refused', detail: answer.reason } };
}
