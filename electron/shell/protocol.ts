/** What the shell and its supervisor say to each other: the messages of the heartbeat protocol (version 1) that concern a display. */
import { z } from 'zod';
import { jsonOf } from '../platform/json.ts';

/** The version of the heartbeat protocol that this shell speaks. */
const PROTOCOL = 1;

const milliseconds = z.number().positive();

const fromSupervisor = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('show'),
    url: z.url(),
    load_timeout_ms: milliseconds,
    page_timeout_ms: milliseconds,
    page_stall_ms: milliseconds,
    page_busy_max_ms: milliseconds,
    page_busy_total_ms: milliseconds,
    page: z.object({
      allow: z.array(z.string()),
      permissions: z.array(z.string()),
      zoom: z.number().positive(),
      cursor: z.enum(['shown', 'hidden']),
      storage: z.enum(['keep', 'clear']),
      css: z.string().nullable(),
      headers: z.record(z.string(), z.string()),
    }),
  }),
  z.object({ type: z.literal('hold') }),
  z.object({ type: z.literal('hide') }),
  z.object({ type: z.literal('overlay') }),
  z.object({ type: z.literal('identify'), text: z.string(), for_ms: milliseconds }),
  z.object({ type: z.literal('refresh') }),
  z.object({ type: z.literal('desktop'), away: z.boolean() }),
  z.object({ type: z.literal('capture'), id: z.string(), file: z.string(), beneath: z.boolean() }),
  z.object({ type: z.literal('stop') }),
  z.object({ type: z.literal('reject'), reason: z.string() }),
]);

export type FromSupervisor = z.infer<typeof fromSupervisor>;
/** How the page is shown, and what it may. */
export type PageSettings = Extract<FromSupervisor, { type: 'show' }>['page'];

type Status = 'healthy' | 'warning' | 'error' | 'fatal' | 'unknown';

/** One named observation that the page reports of itself. */
export interface ReportedCheck {
  readonly name: string;
  readonly status: Status;
  readonly message: string | null;
  /** ISO 8601. */
  readonly timestamp: string;
}

export type ToSupervisor =
  /** Ready: the window is on the screen and shows the holding page. */
  | { readonly type: 'hello'; readonly client: 'invigil-shell'; readonly ready: true }
  /** With a `seq` the shell's own; without one it carries what the page said with its beat. */
  | { readonly type: 'beat'; readonly seq?: number; readonly status?: Status; readonly message?: string }
  | { readonly type: 'page'; readonly state: 'shown' | 'held' | 'reloading' | 'failed'; readonly message?: string }
  | { readonly type: 'captured'; readonly id: string; readonly reason?: string }
  | { readonly type: 'overlay'; readonly state: 'opened' | 'closed'; readonly way: 'hotkey' | 'corner' | 'command' }
  /** Wants a planned restart; `software`: from then on without the graphics card. */
  | { readonly type: 'renew'; readonly reason: string; readonly software: boolean }
  /** Fatal: the shell's own; what a page says is never more than an error. */
  | { readonly type: 'error'; readonly message: string; readonly fatal: boolean; readonly traceback?: string }
  | { readonly type: 'health'; readonly checks: readonly ReportedCheck[] }
  | { readonly type: 'metric'; readonly name: string; readonly value: number; readonly labels: Readonly<Record<string, string>> };

/** Null for what does not parse and for what this version does not know: both are passed over, as the protocol says. */
export function parseMessage(text: string): FromSupervisor | null {
  const result = fromSupervisor.safeParse(jsonOf(text));
  return result.success ? result.data : null;
}

/** One message as it goes over the wire. */
export function encodeMessage(message: ToSupervisor, service: string, instance: string): string {
  return JSON.stringify({ ...message, v: PROTOCOL, service, instance });
}
