/** What the commands, and the doors in front of them, need of the supervisor. */
import type { AlertTest } from '../documents/alerts.ts';
import type { Sound } from '../documents/sound.ts';
import type { Actor, PersonCommand } from '../supervisor/policy/event.ts';
import type { Snapshot } from '../supervisor/snapshot.ts';

/** One thing that happened. `id` counts up by one from the supervisor's start. */
export interface StreamEvent {
  readonly id: number;
  /** ISO 8601. */
  readonly time: string;
  readonly type: 'alert' | 'service' | 'exhibit' | 'command';
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * It is done, or taken in; or the reason why not, as a sentence. `backInMs`: so long what goes away by it is likely to be away; left out:
 * nothing goes away, or nobody knows.
 */
export type Taken = { readonly ok: true; readonly backInMs?: number } | { readonly ok: false; readonly reason: string };

/** The picture is kept in this file of the exhibit's `screenshots/`; or the reason why there is none, as a sentence. */
export type Pictured = { readonly ok: true; readonly file: string } | Extract<Taken, { ok: false }>;

/** The screens on which shells show pages, the holding page and the overlay. */
export interface Screens {
  /** Opens the overlay; null: on the first screen that is up. */
  overlay(service: string | null): Taken;
  /** Each screen says for some seconds which it is. */
  identify(): Taken;
  /** Loads the page anew. */
  refresh(service: string): Taken;
  /** Leaves the screens to the desktop, and pauses the exhibit as long. */
  desktop(by: Actor): Taken;
}

export interface SupervisorPort {
  snapshot(): Snapshot;
  /** Takes the command in; what comes of it is seen in snapshots and events. */
  command(command: PersonCommand, by: Actor): Taken;
  /** Reads the exhibit file again. `changed`: the services that are restarted; with problems, nothing changes. */
  reload(
    by: Actor,
  ): Promise<{ readonly ok: true; readonly changed: readonly string[] } | { readonly ok: false; readonly problems: readonly string[] }>;
  /** The listener is called for each event from now on; the result ends that. */
  subscribe(listener: (event: StreamEvent) => void): () => void;
  serviceNames(): readonly string[];
  readonly screens: Screens;
  /** Takes a picture of what visitors see on the screen of this service (null: on the first) and keeps it. Never rejects. */
  screenshot(service: string | null): Promise<Pictured>;
  /** Changes what is given of the sound; answers with the sound as it is then. */
  setSound(change: { readonly percent?: number | undefined; readonly mute?: boolean | undefined }): Promise<Sound>;
  /** Tries whether alerts arrive: at each receiver, or at this one; null: there is no such receiver. Never rejects. */
  testAlert(receiver: string | null): Promise<AlertTest | null>;
  /** Has the machine reboot, or switch itself off. */
  power(act: 'reboot' | 'poweroff', by: Actor): Promise<Taken>;
}
