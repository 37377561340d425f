/**
 * The narrow doors between the loop and the world. Every port reports only through `Dispatch`: facts for the policy. Calls
 * return at once and never throw for what the world does; they throw only for a bug.
 */
import type { EventBody, HealthStatus } from './policy/event.ts';
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

/** Takes what services write. A service never waits on it: the reader lives outside the loop and drops what it cannot keep. */
export interface OutputPort {
  /**
   * File descriptors that the next process of the service writes to. They stay the port's own (open for the whole run, the
   * same ones each time); the child gets copies.
   */
  open(service: string): { readonly stdout: number; readonly stderr: number };
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

/** One named observation that a service reports of itself. */
export interface ReportedCheck {
  readonly name: string;
  readonly status: HealthStatus;
  readonly message: string | null;
  /** ISO 8601, as the service gave it. */
  readonly timestamp: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What a service says over its heartbeat that the policy does not need: for health documents, logs and metrics. */
export type ServiceReport = { readonly service: string; readonly instance: number } & (
  | { readonly type: 'hello'; readonly version: number; readonly client: string | null }
  /** The newest word on what it is doing: a beat's `message`, `STATUS=`, the `why` of `busy`. */
  | { readonly type: 'message'; readonly text: string }
  | { readonly type: 'checks'; readonly checks: readonly ReportedCheck[] }
  | { readonly type: 'error'; readonly message: string; readonly traceback: string | null; readonly fatal: boolean }
  | { readonly type: 'metric'; readonly name: string; readonly value: number; readonly labels: Readonly<Record<string, string>> }
  /** The service changed its own timeout (`WATCHDOG_USEC=`), in milliseconds. */
  | { readonly type: 'timeout'; readonly timeoutMs: number }
  | { readonly type: 'page'; readonly state: 'held' | 'reloading' | 'failed'; readonly message: string | null }
  /** It says that it ends, or that it reads its configuration again. */
  | { readonly type: 'stopping' | 'reloading' }
  /** For the log, in words: something of the service's was refused or not understood. */
  | { readonly type: 'note'; readonly text: string }
);

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
