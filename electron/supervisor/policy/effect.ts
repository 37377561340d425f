/**
 * What the policy wants done. The runner carries effects out in order and reports what came of them as events; the policy
 * never waits for one.
 */
import type { Actor, HealthStatus, Limit } from './event.ts';
import type { ConditionKey, Rung } from './plan.ts';
import type { Budget, Standing } from './state.ts';

type OfInstance = { readonly service: string; readonly instance: number };

export type Effect =
  /** Answered by `spawned` or `start-failed`. */
  | (OfInstance & { readonly type: 'spawn'; readonly safeMode: boolean })
  /** Ask the whole service to end: the stop signal, and `stop` over its heartbeat. */
  | (OfInstance & { readonly type: 'stop'; readonly graceMs: number })
  /** Send `stop.on_freeze`, for a stack in the log; the kill follows one second later. */
  | (OfInstance & { readonly type: 'stack' })
  /** SIGKILL to everything of the instance. */
  | (OfInstance & { readonly type: 'kill' })
  /** Give the shell its address, or take it away (holding page). */
  | (OfInstance & { readonly type: 'show' })
  | (OfInstance & { readonly type: 'hold' })
  /** Write and fsync; answered by `budget-saved`. */
  | { readonly type: 'save-budget'; readonly budget: Budget }
  | { readonly type: 'save-standing'; readonly standing: Standing }
  /** Answered by `reboot-refused`, or by the end of the machine. */
  | { readonly type: 'reboot'; readonly asker: string; readonly reason: string }
  | { readonly type: 'alert'; readonly alert: Alert }
  /** Everything has ended after `shutdown`. */
  | { readonly type: 'exit' };

export type AlertLevel = 'info' | 'warning' | 'error' | 'fatal';

/** Why a service is restarted without anybody having asked for it. */
export type RestartCause =
  | { readonly kind: 'exit'; readonly code: number | null; readonly signal: string | null }
  /** `detail`: what was asked of it and how that failed, where it was asked. */
  | { readonly kind: 'freeze'; readonly silentMs: number; readonly detail: string | null }
  | { readonly kind: 'never-ready'; readonly afterMs: number }
  | { readonly kind: 'stall'; readonly stoodMs: number }
  | { readonly kind: 'fatal'; readonly message: string }
  | { readonly kind: 'limit'; readonly limit: Limit; readonly found: number; readonly allowed: number };

/** What people may want to know. Goes to the log and the event stream; who is told, and when, is decided elsewhere. */
export type Alert =
  | {
      readonly kind: 'restarting';
      readonly level: 'info' | 'warning';
      readonly service: string;
      readonly cause: RestartCause;
      readonly attempt: number;
      readonly delayMs: number;
    }
  | { readonly kind: 'recovered'; readonly level: 'info'; readonly service: string; readonly downMs: number }
  | { readonly kind: 'start-failed'; readonly level: 'error'; readonly service: string; readonly reason: string }
  | { readonly kind: 'gave-up'; readonly level: 'error'; readonly service: string; readonly reason: string }
  /** It failed while a developer looks on (`run --no-recover`). */
  | { readonly kind: 'left-as-it-is'; readonly level: 'error'; readonly service: string; readonly reason: string }
  | { readonly kind: 'incompatible-client'; readonly level: 'error'; readonly service: string; readonly detail: string }
  | { readonly kind: 'storm'; readonly level: 'error'; readonly service: string; readonly restarts: number; readonly withinMs: number }
  /** It has ended because something that it waits for is gone: no failure, it starts again when that is back. */
  | {
      readonly kind: 'condition-lost';
      readonly level: 'info' | 'warning';
      readonly service: string;
      readonly condition: ConditionKey;
      readonly detail: string;
    }
  /** It still waits for something that it was to start with. */
  | {
      readonly kind: 'waiting-long';
      readonly level: 'warning';
      readonly service: string;
      readonly condition: ConditionKey;
      readonly detail: string;
      readonly waitedMs: number;
    }
  /** It does so no more: it starts, waits for something else, or is not to run. */
  | {
      readonly kind: 'waiting-over';
      readonly level: 'info';
      readonly service: string;
      readonly condition: ConditionKey;
      readonly waitedMs: number;
    }
  | { readonly kind: 'went-to-background'; readonly level: 'warning'; readonly service: string }
  | { readonly kind: 'will-not-die'; readonly level: 'error'; readonly service: string }
  | { readonly kind: 'health'; readonly level: 'info' | AlertLevel; readonly service: string; readonly status: HealthStatus }
  | { readonly kind: 'rung-taken'; readonly level: 'error'; readonly rung: Rung; readonly service: string }
  | { readonly kind: 'rung-skipped'; readonly level: 'error'; readonly rung: Rung; readonly service: string; readonly reason: string }
  | { readonly kind: 'rung-helped'; readonly level: 'info'; readonly service: string }
  | { readonly kind: 'ladder-spent'; readonly level: 'fatal'; readonly service: string }
  | { readonly kind: 'safe-mode'; readonly level: 'fatal'; readonly service: string }
  | {
      readonly kind: 'safe-mode-trial';
      readonly level: 'info';
      readonly outcome: 'begun' | 'failed' | 'succeeded';
      readonly nextInMs: number | null;
    }
  | { readonly kind: 'safe-mode-ended'; readonly level: 'info'; readonly by: Actor }
  | { readonly kind: 'paused'; readonly level: 'info'; readonly by: Actor; readonly forMs: number | null }
  | { readonly kind: 'resumed'; readonly level: 'info'; readonly by: Actor | 'time' }
  /** Somebody tries PINs at the screen. Not the policy's: it comes from who checks them. */
  | { readonly kind: 'pin-lockout'; readonly level: 'warning'; readonly tries: number }
  /** Somebody tries passwords or tokens over the network. Not the policy's either. */
  | { readonly kind: 'sign-in-lockout'; readonly level: 'warning'; readonly tries: number };
