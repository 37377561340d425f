/** What the flight recorder asks of others. */
import type { UsageSample } from '../supervisor/ports.ts';
import type { Incident } from './record.ts';

/** A line of a service's log. */
export interface LogLine {
  readonly time: Date;
  readonly stream: 'out' | 'err' | 'inv';
  readonly text: string;
}

/** A picture of the screen (JPEG or PNG), or why there is none. */
export type Picture = { readonly image: Uint8Array } | { readonly none: string };

/** Where evidence comes from. None of these throws or rejects for what the world does. */
export interface Sources {
  /** Processes of an instance now, its main one first. Asked only before something is done to them. */
  members(service: string, instance: number): readonly number[];
  usage(service: string): Promise<readonly UsageSample[]>;
  /** The last lines of a service, at least 200 if there are; null: of the supervisor itself. */
  logTail(service: string | null): Promise<readonly LogLine[]>;
  /** The screen as visitors see it, at an incident of this service; null: of the supervisor itself. */
  picture(service: string | null): Promise<Picture>;
  role(service: string): NonNullable<Incident['role']>;
  /** The folder in which it runs; null: it is not in the file any more. */
  directory(service: string): string | null;
}

/** The history database, as far as the recorder needs it. */
export interface Archive {
  readonly found: Promise<Found>;
  saveIncident(row: {
    readonly id: string;
    readonly service: string | null;
    readonly startedAt: number;
    readonly endedAt: number | null;
    readonly document: string;
    readonly picture: Uint8Array | null;
  }): void;
}

/** What earlier supervisors left. */
export interface Found {
  readonly earlier: { readonly seenAt: number; readonly boot: string; readonly endedInOrder: boolean } | null;
  /** Incidents that had not ended; `document` as it was read. */
  readonly open: readonly { readonly document: unknown }[];
}
