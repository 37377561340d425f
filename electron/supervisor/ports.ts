/**
 * The narrow doors between the loop and the world. Every port reports only through `Dispatch`: facts for the policy. Calls
 * return at once and never throw for what the world does; they throw only for a bug.
 */
import type { EventBody, HealthStatus } from './policy/event.ts';
import type { ConditionKey } from './policy/plan.ts';
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
  readonly limits: Limits;
}

/** What a service may use at most; null: as much as there is. `nice`: its priority, as of nice(1). */
export interface Limits {
  /** Of all its processes together (PSS). */
  readonly memoryBytes: number | null;
  /** 100: one core. Only where its unit has delegated a cgroup. */
  readonly cpuPercent: number | null;
  readonly processes: number | null;
  readonly openFiles: number | null;
  readonly nice: number | null;
}

/** What a service used at one time. */
export interface UsageSample {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** PSS of all its processes. */
  readonly memoryBytes: number;
  /** Since the sample before; 100: one core. */
  readonly cpuPercent: number;
  readonly processes: number;
  readonly openFiles: number;
}

/** What the machine below the exhibit was like over the last minute; null: it does not tell. */
export interface MachineSample {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Since the machine was switched on, in seconds. */
  readonly uptimeS: number;
  /** Of all cores together, since the sample before; 100: every core was busy all the time. */
  readonly cpuPercent: number | null;
  readonly memoryPercent: number | null;
  /** The disk on which state and logs are, as `df` counts. */
  readonly diskPercent: number | null;
  /** The hottest sensor of the processor. */
  readonly temperatureC: number | null;
  readonly gpuPercent: number | null;
  /** Too little voltage, or a processor slowed down by heat: now, or at some moment since the sample before. */
  readonly power: { readonly underVoltage: boolean; readonly slowed: boolean } | null;
  /** Whether a time server keeps the clock right; null also without a network, by which none could. */
  readonly clockKept: boolean | null;
}

/** Owns every process of the exhibit. Answers with `spawned`, `start-failed`, `exited`, `gone`, `retry` and `over-limit`. */
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
  /** The processes of the instance now, its main one first; empty when none is left. Takes about 1 ms for 100 processes. */
  members(instance: Instance): readonly number[];
  /** The main process, its children, theirs and so on; empty when it has ended. Takes 10 us for each. */
  family(instance: Instance): readonly number[];
  /** What the service used over the last minutes, of this and of earlier instances, oldest first. Never rejects. */
  usage(service: string): Promise<readonly UsageSample[]>;
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
  | {
      readonly type: 'show';
      readonly url: string;
      readonly load_timeout_ms: number;
      readonly page_timeout_ms: number;
      /** Of a page that counts its progress. */
      readonly page_stall_ms: number;
      /** How long a page may be busy: by one word, and in one stretch. */
      readonly page_busy_max_ms: number;
      readonly page_busy_total_ms: number;
      readonly page: PageSettings;
    }
  | { readonly type: 'hold' }
  /** To the hidden shell: what runs in front needs no holding page; its window goes away. */
  | { readonly type: 'hide' }
  /** Open the overlay. */
  | { readonly type: 'overlay' }
  /** Say in large letters which screen this is. */
  | { readonly type: 'identify'; readonly text: string; readonly for_ms: number }
  /** Load the page anew, because a person wants it. */
  | { readonly type: 'refresh' }
  /** Leave the screen to the desktop, or come back. */
  | { readonly type: 'desktop'; readonly away: boolean }
  /** A picture of the page as a JPEG in `file`; answered by the report `captured` with the same `id`. `beneath`: also while the overlay is open. */
  | { readonly type: 'capture'; readonly id: string; readonly file: string; readonly beneath: boolean };

/** How the page of a `url` service is shown, and what it may. To the shell as it is: JSON. */
export interface PageSettings {
  /** Origins that the page may go to beside its own. */
  readonly allow: readonly string[];
  /** What it may use, by the names of the exhibit file: `camera`, `microphone`, ... */
  readonly permissions: readonly string[];
  /** 1: as it is. */
  readonly zoom: number;
  readonly cursor: 'shown' | 'hidden';
  /** `clear`: every start of the shell begins without what the page has kept. */
  readonly storage: 'keep' | 'clear';
  /** A file of styles that are added to the page; absolute. */
  readonly css: string | null;
  /** Sent with every request to the page's own origin and no other. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What is asked of a service from outside. An answer as wanted is a sign of life. */
export type Question =
  /** `status` null: any of 200 to 299. Redirections are not followed. */
  | { readonly kind: 'http'; readonly url: string; readonly status: number | null }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  /** Run in the service's folder with its environment; exit status 0. */
  | { readonly kind: 'exec'; readonly command: readonly [string, ...string[]] };

/** A question that is asked again and again. */
export interface Probe {
  readonly question: Question;
  /** From one asking to the next; an answer that takes longer is waited for. */
  readonly intervalMs: number;
  /** Longest wait for an answer. */
  readonly timeoutMs: number;
}

export interface HeartbeatSettings {
  readonly kind: 'zmq' | 'notify' | 'file' | 'health-file' | 'http' | 'tcp' | 'exec' | 'none';
  readonly intervalMs: number;
  /** Longest silence; of kinds `http`, `tcp` and `exec`: longest wait for an answer. */
  readonly timeoutMs: number;
  readonly startupMs: number;
  /** Kinds `file` and `health-file`: the file that is watched; null: the service's own INVIGIL_HEARTBEAT_FILE or INVIGIL_HEALTH_FILE. */
  readonly path: string | null;
  /** Kind `file`: the key of the stamp when the file holds a JSON object. */
  readonly field: string;
  /** Kinds `http`, `tcp` and `exec`; else null. */
  readonly question: Question | null;
  /** Kinds `http`, `tcp` and `exec`: so many failures in a row are told as `missed`. */
  readonly failures: number;
}

/** How one instance shows that it lives and is ready. */
export interface HeartbeatRequest {
  readonly heartbeat: HeartbeatSettings;
  /** Instead of its heartbeat's readiness: the first answer as wanted. */
  readonly ready: Probe | null;
  /** A `command` of role display: it may show a page that beats over HTTP (INVIGIL_HTTP). */
  readonly showsPages: boolean;
}

/** Turns signs of life into events: `ready`, `beat`, `missed`, `busy`, `health`, `fatal`, `incompatible`, `shown`. */
export interface HeartbeatPort {
  /** Before a spawn. Returns what the instance's environment gets. */
  open(instance: Instance, request: HeartbeatRequest): Readonly<Record<string, string>>;
  /** The instance's program runs: questions are asked from now on. */
  started(instance: Instance, surroundings: Pick<SpawnRequest, 'directory' | 'environment'>): void;
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
  /** The answer to `capture`; `reason`: why there is no picture, null: it is in the file. */
  | { readonly type: 'captured'; readonly id: string; readonly reason: string | null }
  /** Staff have opened the overlay, or it was closed. `way`: how. */
  | { readonly type: 'overlay'; readonly state: 'opened' | 'closed'; readonly way: 'hotkey' | 'corner' | 'command' }
  /** The shell wants a planned restart, which is nobody's failure; `software`: from then on it draws without the graphics card. */
  | { readonly type: 'renew'; readonly reason: string; readonly software: boolean }
  /** It says that it ends, or that it reads its configuration again. */
  | { readonly type: 'stopping' | 'reloading' }
  /** For the log, in words: something of the service's was refused or not understood. */
  | { readonly type: 'note'; readonly text: string }
);

/** What a service may wait for (contract 2, "Conditions"). */
export type Condition =
  | { readonly kind: 'session' }
  /** A default sink that is not the sound server's dummy. */
  | { readonly kind: 'sound' }
  /** A default route; with a host also its address. */
  | { readonly kind: 'network'; readonly host: string | null }
  | { readonly kind: 'device'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

/** Watches the conditions that services wait for; dispatches `condition` when one is first looked at and at each change. */
export interface ConditionPort {
  /** What is watched from now on, by the key that events name. What is new is looked at, what is missing is let go. */
  want(conditions: ReadonlyMap<ConditionKey, Condition>): void;
  /** Something that waits for these has ended: those that are only looked at now and then are looked at now. */
  look(keys: readonly ConditionKey[]): void;
  /** Resolves when all that is wanted has been told of once, or after so many milliseconds. */
  known(withinMs: number): Promise<void>;
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

/** Has the machine reboot. Answers with `reboot-refused`, or by the end of the machine. */
export interface PowerPort {
  /** `asker`: the service that does not come back. */
  reboot(reason: string, asker: string): void;
}
