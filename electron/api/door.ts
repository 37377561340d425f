/** What the API needs of the rest: it is one door, and knows what stands behind it by these shapes only. */
import type { z } from 'zod';
import type { Snapshot } from '../supervisor/snapshot.ts';

/** A document that can be read: `schema` describes it, `read` makes it as of now. */
export interface Resource {
  /** Below `/api/v1/`. */
  readonly name: string;
  readonly summary: string;
  readonly schema: z.core.$ZodType;
  read(): unknown;
}

export type ProblemKind =
  | 'unknown-command'
  | 'bad-arguments'
  | 'unknown-service'
  | 'not-allowed'
  | 'confirmation-needed'
  | 'refused'
  | 'bad-exhibit-file';

export interface CommandProblem {
  readonly kind: ProblemKind;
  readonly detail: string;
  readonly problems?: readonly string[];
  readonly confirmation?: { readonly token: string; readonly expiresInMs: number };
}

/** Who asks, as the door has proved it. */
export interface Caller {
  readonly actor: string;
  readonly role: 'view' | 'staff' | 'admin';
}

/** The registry of commands. */
export interface Commands {
  readonly entries: readonly {
    readonly name: string;
    readonly summary: string;
    readonly role: Caller['role'];
    readonly confirmation: boolean;
    readonly arguments: z.core.$ZodType;
  }[];
  run(request: {
    readonly name: string;
    readonly arguments: unknown;
    readonly caller: Caller;
    readonly confirmation?: string | undefined;
  }): Promise<
    { readonly ok: true; readonly result: Readonly<Record<string, unknown>> } | { readonly ok: false; readonly problem: CommandProblem }
  >;
}

/** One thing that happened; `id` counts up from the supervisor's start. */
export interface ApiEvent {
  readonly id: number;
  readonly time: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Behind {
  readonly resources: readonly Resource[];
  readonly commands: Commands;
  snapshot(): Pick<Snapshot, 'state' | 'health'>;
  /** The listener is called for each event from now on; the result ends that. */
  subscribe(listener: (event: ApiEvent) => void): () => void;
}
