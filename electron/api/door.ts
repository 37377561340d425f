/** What the API needs of the rest: documents to read, the registry of commands, and what happens. */
import type { z } from 'zod';
import type { SupervisorPort } from '../command/port.ts';
import type { Registry } from '../command/registry.ts';

/** A document that can be read: `schema` describes it, `read` makes it as of now. */
export interface Resource {
  /** Below `/api/v1/`. */
  readonly name: string;
  readonly summary: string;
  readonly schema: z.core.$ZodType;
  read(): unknown;
}

export interface Behind extends Pick<SupervisorPort, 'snapshot' | 'subscribe'> {
  readonly resources: readonly Resource[];
  readonly commands: Registry;
}
