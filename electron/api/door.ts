/** What the API needs of the rest: what can be read, the registry of commands, and what happens. */
import type { z } from 'zod';
import type { SupervisorPort } from '../command/port.ts';
import type { Registry } from '../command/registry.ts';

/** What a reader asked for: the named parts of the path, and the query. */
export type Asked = Readonly<Record<string, string>>;

interface Readable {
  /** Below `/api/v1/`; a part like `:service` stands for what the reader names. */
  readonly name: string;
  readonly summary: string;
}

/** A document that can be read: `schema` describes it, `read` makes it as of now. */
export interface DocumentResource extends Readable {
  readonly schema: z.core.$ZodType;
  /** A promise where the document has to be fetched. Throws, or rejects with, an `Unreadable`. */
  read(asked: Asked): unknown;
}

/** A picture, JPEG or PNG. */
export interface PictureResource extends Readable {
  readonly schema: null;
  /** Rejects with an `Unreadable`. */
  read(asked: Asked): Promise<Uint8Array>;
}

export type Resource = DocumentResource | PictureResource;

/** It is not there, or cannot be read now: answered as a problem. The message says why, as a sentence. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly kind: 'not-found' | 'unknown-service' | 'refused';

  constructor(kind: Unreadable['kind'], detail: string) {
    super(detail);
    this.kind = kind;
  }
}

export interface Behind extends Pick<SupervisorPort, 'snapshot' | 'subscribe'> {
  readonly resources: readonly Resource[];
  readonly commands: Registry;
}
