/** What the API needs of the rest: what can be read, the registry of commands, and what happens. */
import type { z } from 'zod';
import type { Role } from '../command/entry.ts';
import type { SupervisorPort } from '../command/port.ts';
import type { Registry } from '../command/registry.ts';
import type { Overview } from '../documents/overview.ts';
import type { Words } from '../documents/words/words.ts';

/** What a reader asked for: the named parts of the path, and the query. */
export type Asked = Readonly<Record<string, string>>;

interface Readable {
  /** Below `/api/v1/`; a part like `:service` stands for what the reader names. */
  readonly name: string;
  readonly summary: string;
  /** What the parts of the path and the keys of the query may be; left out: any texts. What does not fit never comes to be read. */
  readonly asks?: Readonly<Record<string, z.ZodType>>;
}

/** A document that can be read: `schema` describes it, `read` makes it as of now, in the reader's language. */
export interface DocumentResource extends Readable {
  readonly schema: z.core.$ZodType;
  /** A promise where the document has to be fetched. Throws, or rejects with, an `Unreadable`. */
  read(asked: Asked, words: Words): unknown;
}

/** A picture, JPEG or PNG. */
export interface PictureResource extends Readable {
  readonly schema: null;
  /** Rejects with an `Unreadable`. */
  read(asked: Asked, words: Words): Promise<Uint8Array>;
}

/** What goes on as long as somebody reads (SSE): each thing told is one event `event`, `schema` describes its data. */
export interface FollowedResource extends Readable {
  readonly schema: z.core.$ZodType;
  readonly event: string;
  /** Calls the listener from now on; the result ends that. Throws an `Unreadable`. */
  follow(asked: Asked, listener: (data: unknown) => void): () => void;
}

export type Resource = DocumentResource | PictureResource | FollowedResource;

/** It is not there, or cannot be read now: answered as a problem. The message says why, as a sentence in English. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly kind: 'not-found' | 'unknown-service' | 'refused';

  constructor(kind: Unreadable['kind'], detail: string) {
    super(detail);
    this.kind = kind;
  }
}

/** What came of a PIN. */
export type SignInAnswer =
  | { readonly outcome: 'done'; readonly session: string; readonly name: string; readonly role: Role }
  /** `waitMs`: until the next PIN is taken. */
  | { readonly outcome: 'wrong-pin' | 'too-many-tries'; readonly waitMs: number }
  | { readonly outcome: 'no-pins' };

/** Who stands before the screen, and what they may do. */
export interface Screen {
  /** `pins`: whether anybody can sign in at all. */
  pad(): Promise<{ readonly pins: boolean; readonly waitMs: number }>;
  signIn(pin: string): Promise<SignInAnswer>;
  signOut(session: string): void;
  /** Whom a session stands for, with the role of now; null: nobody any more. */
  who(session: string): { readonly name: string; readonly role: Role } | null;
  /** Commands that the exhibit file allows to anybody. */
  withoutPin(): readonly string[];
  /** Is it all right? For anybody only where no PIN is set. */
  sentence(words: Words): Overview['sentence'];
}

/** What came of a name and a password. */
export type PasswordAnswer =
  | { readonly outcome: 'done'; readonly session: string; readonly name: string; readonly role: Role }
  /** `waitMs`: until the next password is taken. */
  | { readonly outcome: 'wrong' | 'too-many-tries'; readonly waitMs: number }
  | { readonly outcome: 'no-passwords' };

/** Who asks over the network. */
export interface Network {
  /** Whether anybody can sign in at all. */
  passwords(): Promise<boolean>;
  /** Until the next password is taken; 0: now. */
  waitMs(): number;
  signIn(name: string, password: string): Promise<PasswordAnswer>;
  signOut(session: string): void;
  /** Whom a session stands for, with the role of now; null: nobody any more. */
  who(session: string): { readonly name: string; readonly role: Role } | null;
  /** Whose token it is, with the role of now; null: nobody's. */
  byToken(token: string): Promise<{ readonly name: string; readonly role: Role } | null>;
}

/** What every door stands in front of. */
export interface Behind extends Pick<SupervisorPort, 'snapshot' | 'subscribe'> {
  readonly resources: readonly Resource[];
  readonly commands: Registry;
  /** Of Invigil, for the description of the API. */
  readonly version: string;
}
