/**
 * What the overlay's page and the shell say to each other. The page asks, the shell answers; what the page may ask is exactly this, and
 * the shell's main process parses it before anything is done. Secrets stay in the main process: the page never sees the session.
 */
import { z } from 'zod';
import { SCREENSHOT } from './screenshot.ts';

/** Documents of the API that the overlay reads, by their names below `/api/v1/`. */
export const DOCUMENTS = ['sign-in', 'overview', 'machine', 'sound', 'incidents'] as const;

const service = z.string().regex(/^[a-z0-9-]{1,32}$/);

export const askSchema = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('sign-in'), pin: z.string().min(1).max(64) }),
  z.strictObject({ ask: z.literal('read'), document: z.enum(DOCUMENTS) }),
  z.strictObject({ ask: z.literal('log'), service }),
  /** The picture of an incident, as a `data:` address. */
  z.strictObject({ ask: z.literal('picture'), incident: z.int().positive() }),
  /** The picture that the command `screenshot` has kept, as a `data:` address. */
  z.strictObject({ ask: z.literal('screenshot'), file: z.string().regex(SCREENSHOT) }),
  /** One entry of the registry; the supervisor decides whether this person may. */
  z.strictObject({
    ask: z.literal('command'),
    name: z.string().regex(/^[a-z-]{1,32}$/),
    arguments: z.record(z.string().max(64), z.union([z.string().max(200), z.number(), z.boolean(), z.null()])),
    confirmation: z.string().max(64).optional(),
  }),
  /** Nobody needs the overlay any more. */
  z.strictObject({ ask: z.literal('close') }),
]);

export type Ask = z.infer<typeof askSchema>;

/**
 * `away`: the supervisor does not answer (it restarts); `unreadable`: its answer was not understood. Else the problem's kind and its
 * sentence, as the API gives them.
 */
export interface AnswerProblem {
  readonly kind: string;
  readonly detail: string;
  readonly confirmation?: { readonly token: string; readonly expiresInMs: number };
  readonly waitMs?: number;
}

/** `body`: as the API answered; whoever asked parses it. Of a sign-in only name and role. */
export type Answer = { readonly ok: true; readonly body: unknown } | { readonly ok: false; readonly problem: AnswerProblem };

/** How the overlay was opened. */
export type Way = 'hotkey' | 'corner' | 'command';

/** What the overlay's page has as `window.overlay`. */
export interface OverlayBridge {
  /** Never rejects. */
  ask(ask: Ask): Promise<Answer>;
  /** The overlay is on the screen now: begin at the PIN pad. */
  onOpened(listener: (opened: { readonly way: Way; readonly locale: string; readonly service: string }) => void): void;
  /** It is off the screen: forget everything. */
  onClosed(listener: () => void): void;
}
