/** What the shell and its supervisor say to each other: the messages of the heartbeat protocol (version 1) that concern a display. */
import { z } from 'zod';

/** The version of the heartbeat protocol that this shell speaks. */
const PROTOCOL = 1;

const milliseconds = z.number().positive();

const fromSupervisor = z.discriminatedUnion('type', [
  z.object({ type: z.literal('show'), url: z.url(), load_timeout_ms: milliseconds, page_timeout_ms: milliseconds }),
  z.object({ type: z.literal('hold') }),
  z.object({ type: z.literal('stop') }),
  z.object({ type: z.literal('reject'), reason: z.string() }),
]);

export type FromSupervisor = z.infer<typeof fromSupervisor>;

export type ToSupervisor =
  /** Ready: the window is on the screen and shows the holding page. */
  | { readonly type: 'hello'; readonly client: 'invigil-shell'; readonly ready: true }
  | { readonly type: 'beat'; readonly seq: number }
  | { readonly type: 'page'; readonly state: 'shown' | 'held' | 'reloading' | 'failed'; readonly message?: string }
  | { readonly type: 'error'; readonly message: string; readonly fatal: true };

/** Null for what does not parse and for what this version does not know: both are passed over, as the protocol says. */
export function parseMessage(text: string): FromSupervisor | null {
  const result = fromSupervisor.safeParse(json(text));
  return result.success ? result.data : null;
}

/** One message as it goes over the wire. */
export function encodeMessage(message: ToSupervisor, service: string, instance: string): string {
  return JSON.stringify({ ...message, v: PROTOCOL, service, instance });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
