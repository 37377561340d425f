/** What is put into the database and what comes out of it. What a document says is the flight recorder's business. */

/** One incident as it is written; a later one with the same `id` takes its place. */
export interface IncidentRow {
  readonly id: string;
  /** The service that it is about; null: the supervisor itself. */
  readonly service: string | null;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Null while it is open. */
  readonly endedAt: number | null;
  /** JSON. */
  readonly document: string;
  /** A JPEG or PNG; null: nothing new, a picture that was written before stays. */
  readonly picture: Uint8Array | null;
}

/** One incident as it is read. */
export interface StoredIncident {
  /** Counted up from 1, for people. */
  readonly number: number;
  readonly id: string;
  readonly service: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** What `IncidentRow.document` held, parsed; who reads it checks it. */
  readonly document: unknown;
  readonly hasPicture: boolean;
}

/** The supervisor before this one. */
export interface EarlierRun {
  readonly startedAt: number;
  /** When it ended; of one that did not end in order the last sign of it, at most ten minutes before its end. */
  readonly seenAt: number;
  /** The kernel's id of the boot in which it ran. */
  readonly boot: string;
  readonly endedInOrder: boolean;
}

/** What earlier supervisors left in the database. */
export interface Found {
  /** Null: there was none, or this is the same run. */
  readonly earlier: EarlierRun | null;
  /** Incidents that had not ended, oldest first. */
  readonly open: readonly StoredIncident[];
}

export const NOTHING_FOUND: Found = { earlier: null, open: [] };

/** What a service, or the exhibit (null), has become. All times here are milliseconds since 1970. */
export interface ChangeRow {
  readonly at: number;
  readonly service: string | null;
  /** As contract 2 names it; of the exhibit also `off`: no supervisor ran from then on. */
  readonly state: string;
  readonly health: string;
  /** What went wrong, in words; null: nothing. */
  readonly reason: string | null;
  /** Unplanned restarts that began with this change. */
  readonly restarts: number;
}

/** What was used over one step of time; null: it was not measured. */
export interface ResourceRow {
  /** Beginning of the step. */
  readonly at: number;
  readonly machine: MachineUse;
  readonly services: Readonly<Record<string, ServiceUse>>;
}

export interface MachineUse {
  readonly cpuPercent: number | null;
  readonly memoryPercent: number | null;
  readonly diskPercent: number | null;
  readonly temperatureC: number | null;
  readonly gpuPercent: number | null;
}

export interface ServiceUse {
  readonly cpuPercent: number | null;
  readonly memoryBytes: number | null;
  /** Unplanned ones. */
  readonly restarts: number;
}

/** Somebody did something, or tried to. */
export interface AuditRow {
  readonly at: number;
  /** Null: nobody knows who it was. */
  readonly actor: string | null;
  readonly command: string;
  readonly outcome: string;
  readonly line: string;
}

/** What is written down beside incidents. */
export interface Records {
  readonly changes: readonly ChangeRow[];
  readonly audit: readonly AuditRow[];
  /** The minute that has just passed; null: it has not. */
  readonly minute: ResourceRow | null;
}
