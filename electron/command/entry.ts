/** What one command is: everything that a door has to know of it, and everything that is checked before it runs. */
import type { z } from 'zod';
import type { Actor } from '../supervisor/policy/event.ts';
import type { SupervisorPort } from './port.ts';

/** What somebody may do, least first. */
export const ROLES = ['view', 'staff', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who asks: a door proves the name and maps it to a role. */
export interface Caller {
  readonly actor: Actor;
  readonly role: Role;
  /** Commands that this door allows beyond the role. */
  readonly alsoMay?: ReadonlySet<string>;
}

/** Why a command was not done. Each door turns these into its own terms (HTTP statuses, exit statuses). */
export type ProblemKind =
  | 'unknown-command'
  | 'bad-arguments'
  | 'unknown-service'
  | 'not-allowed'
  | 'confirmation-needed'
  | 'refused'
  | 'bad-exhibit-file';

export interface Problem {
  readonly kind: ProblemKind;
  /** What happened and what would be right, as a sentence. */
  readonly detail: string;
  /** Each single problem, where there may be several. */
  readonly problems?: readonly string[];
  /** To be sent back within `expiresInMs` by the same person to have it done. */
  readonly confirmation?: { readonly token: string; readonly expiresInMs: number };
}

export type Outcome =
  | { readonly ok: true; readonly result: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problem: Problem };

export interface Entry<Schema extends z.ZodType = z.ZodType> {
  readonly name: string;
  /** For help and the API's description. */
  readonly summary: string;
  readonly role: Role;
  /** Whether it needs a confirmation that the registry hands out (contract 7). */
  readonly confirmation: boolean;
  readonly arguments: Schema;
  /** What it answers with once it is done; left out: nothing, an empty object. */
  readonly result?: z.ZodType;
  /** Why it cannot be done now; null: it can. */
  refused(args: z.output<Schema>, port: SupervisorPort): Problem | null;
  /** What was asked, for the audit: `restart audio`. */
  audit(args: z.output<Schema>): string;
  run(args: z.output<Schema>, port: SupervisorPort, by: Actor): Outcome | Promise<Outcome>;
}

/** Keeps each entry's argument type while it is written. */
export function entry<Schema extends z.ZodType>(value: Entry<Schema>): Entry<Schema> {
  return value;
}
