/**
 * What the policy needs to know of the exhibit file: names, order, limits of patience. Durations are milliseconds.
 * Everything else of the file (commands, folders, environment) is the runner's business and does not come here.
 */

/** A condition that a service waits for, as one comparable key: `session`, `sound`, `network`, `device /dev/ttyACM0`... */
export type ConditionKey = string;

export type Rung = 'restart-exhibit' | 'reboot' | 'safe-mode';

/** The n-th unplanned restart waits `firstMs`, `thenMs`, `thenMs * factor`, ... at most `maxMs`. */
export interface BackoffPlan {
  readonly firstMs: number;
  readonly thenMs: number;
  readonly factor: number;
  readonly maxMs: number;
}

/** A storm: an unplanned restart falls due when `restarts` of them were already begun within `withinMs`. */
export interface StormPlan {
  readonly restarts: number;
  readonly withinMs: number;
}

export interface HeartbeatPlan {
  /** Whether beats are awaited; false for kind `none`. */
  readonly watched: boolean;
  /** What readiness is: a sign of its own or of its heartbeat; or, where there is none, running for one second. */
  readonly readyBy: 'sign' | 'time';
  /** Longest silence of a running service before it counts as frozen. */
  readonly timeoutMs: number;
  /** Time allowed from start to readiness. */
  readonly startupMs: number;
  /** Longest time that a reported progress count may stand still; null: not judged. */
  readonly stallMs: number | null;
}

export interface ServicePlan {
  readonly name: string;
  /** `url`: the process is the shell and the service's life is that of the page in it (contract 4). */
  readonly kind: 'command' | 'url';
  /**
   * The hidden shell, of kind `url`: its page is to leave the screen to the services that it is `after`. It rests, and shows the
   * holding page, while all of these rest: stopped, or at their own end.
   */
  readonly hidden?: true;
  /** Changes exactly when a reload has to restart the service. */
  readonly digest: string;
  /** Of a `url` service: changes exactly when its shell has to start anew, not only its page. */
  readonly shellDigest: string;
  readonly conditions: readonly ConditionKey[];
  /** Not started before these are ready. */
  readonly after: readonly string[];
  /** Restarted when one of these is. */
  readonly with: readonly string[];
  readonly restart: 'always' | 'on-failure' | 'never';
  /** Exit statuses that a restart cannot mend. */
  readonly giveUp: readonly number[];
  readonly escalate: 'exhibit' | 'service';
  readonly heartbeat: HeartbeatPlan;
  /** `busy` and EXTEND_TIMEOUT: at most `maxMs` from now, and `totalMs` in one stretch without a beat. */
  readonly busy: { readonly maxMs: number; readonly totalMs: number };
  readonly stop: {
    /** Time between the stop signal and the kill. */
    readonly graceMs: number;
    /** Whether a frozen service gets a signal for its stack one second before the kill. */
    readonly onFreeze: boolean;
  };
  readonly backoff: BackoffPlan;
  readonly storm: StormPlan;
}

export interface Plan {
  /** False while a developer looks on (`run --no-recover`): nothing is restarted, and what fails stays as it is. */
  readonly recovers: boolean;
  /** In start order: a service stands behind everything it is `after`. */
  readonly services: readonly ServicePlan[];
  readonly ladder: readonly Rung[];
  readonly reboots: { readonly max: number; readonly withinMs: number };
  readonly safeMode: { readonly retryMs: number; readonly run: readonly string[] };
}
