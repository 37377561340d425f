/**
 * The narrow doors between the loop and the world. Every port reports only through `Dispatch`: facts for the policy. Calls
 * return at once and never throw for what the world does; they throw only for a bug.
 */
import type { EventBody } from './policy/event.ts';
import type { Budget, Standing } from './policy/state.ts';

/** Hands a fact to the loop, which stamps the time and steps the policy. */
export type Dispatch = (event: EventBody) => void;

/** One start of one service. `id` is what the program sees as INVIGIL_INSTANCE; it differs between supervisor runs too. */
export interface Instance {
  readonly service: string;
  readonly number: number;
  readonly id: string;
}

export interface SpawnRequest {
  readonly instance: Instance;
  /** Program and arguments; no shell. */
  readonly command: readonly [string, ...string[]];
  /** Run to the end, in order, before the program; a failure is a start failure. */
  readonly before: readonly (readonly [string, ...string[]])[];
  readonly directory: string;
  /** The whole environment of the service. */
  readonly environment: Readonly<Record<string, string>>;
  readonly stopSignal: NodeJS.Signals;
  readonly freezeSignal: NodeJS.Signals | null;
}

/** Owns every process of the exhibit. Answers with `spawned`, `start-failed`, `exited`, `gone` and `retry`. */
export interface ProcessPort {
  spawn(request: SpawnRequest): void;
  /** The stop signal to every process of the instance. */
  stop(instance: Instance): void;
  /** `freezeSignal` to every process of the instance. */
  stack(instance: Instance): void;
  /** SIGKILL to every process of the instance; `gone` follows when nothing is left. */
  kill(instance: Instance): void;
  /** Whether the instance's main process is stopped in a debugger now (TracerPid). */
  traced(instance: Instance): boolean;
  /** Ends what is left and lets go of timers, sockets and files. */
  close(): Promise<void>;
}

/** What the supervisor says to a service over its heartbeat; kinds without a way back ignore it. */
export type ToService =
  | { readonly type: 'stop'; readonly grace_ms: number }
  | { readonly type: 'reload' }
  /** To the shell only: the page to show (contract 4), or the holding page. */
  | { readonly type: 'show'; readonly url: string; readonly load_timeout_ms: number; readonly page_timeout_ms: number }
  | { readonly type: 'hold' };

export interface HeartbeatSettings {
  readonly kind: 'zmq' | 'notify' | 'file' | 'none';
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly startupMs: number;
  /** Kind `file`: the file that is watched; null: the service's own INVIGIL_HEARTBEAT_FILE. */
  readonly path: string | null;
  /** Kind `file`: the key of the stamp when the file holds a JSON object. */
  readonly field: string;
}

/** Turns signs of life into events: `ready`, `beat`, `busy`, `health`, `fatal`, `incompatible`, `shown`. */
export interface HeartbeatPort {
  /** Before a spawn. Returns what the instance's environment gets. */
  open(instance: Instance, settings: HeartbeatSettings): Readonly<Record<string, string>>;
  /** The instance is gone: late messages of it are ignored, its socket and files removed. */
  close(instance: Instance): void;
  tell(instance: Instance, message: ToService): void;
  /** Resolves when everything that had arrived before the call was dispatched. */
  drain(): Promise<void>;
  end(): Promise<void>;
}

/** Watches the conditions that services wait for; dispatches `condition` at start and at each change. */
export interface ConditionPort {
  start(): void;
  close(): Promise<void>;
  /** What the login session adds to the environment of services now (WAYLAND_DISPLAY, DISPLAY, ...). */
  environment(): Readonly<Record<string, string>>;
}

/** What must survive anything. Writes are atomic and fsynced, done one after the other, off the loop. */
export interface StandingPort {
  saveBudget(budget: Budget): void;
  saveStanding(standing: Standing): void;
  close(): Promise<void>;
}

/** Reboot is only recorded until the boot issue brings the real one. */
export interface PowerPort {
  reboot(reason: string): void;
}
