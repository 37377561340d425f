import type { Condition, HeartbeatSettings, Limits, PageSettings, Probe } from '../supervisor/ports.ts';
import type { Command } from './schema/command.ts';
import type { File, FileService } from './schema/file.ts';

/**
 * An exhibit as the rest of the program sees it: everything decided, nothing optional. Durations are milliseconds in keys
 * that end in Ms, sizes are bytes, paths are absolute, keys are in camel case. The parts are what the schema makes of them.
 */
export interface Exhibit {
  readonly name: string;
  readonly title: string;
  readonly colour: string;
  readonly locale: string;
  /** Of `exhibit.toml`, absolute. */
  readonly folder: string;
  /** `exhibit.toml`, absolute. */
  readonly file: string;
  /** In start order: each stands behind everything it is `after`, and by name where that leaves a choice. */
  readonly services: readonly ExhibitService[];
  readonly recovery: Readonly<File['recovery']>;
  readonly overlay: OverlaySettings;
  readonly access: readonly Access[];
  /** Whether incidents come with a picture of the screen. */
  readonly incidentPictures: boolean;
}

/** How staff open the overlay. */
export interface OverlaySettings {
  /** `Ctrl+Alt+I`: modifiers and one key; null: none. */
  readonly hotkey: string | null;
  readonly corner: { readonly where: 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right'; readonly taps: number } | null;
  /** Commands that need no PIN on the screen. */
  readonly withoutPin: readonly string[];
}

/** Somebody who may sign in. */
export interface Access {
  readonly name: string;
  readonly role: 'view' | 'staff' | 'admin';
  /** Where the scrypt line of the PIN is; null: nothing on the screen. */
  readonly pin: Secret | null;
}

/** Where a secret stands: a file (absolute), or a variable of the supervisor's environment. */
export type Secret = { readonly file: string } | { readonly env: string };

/** A screen: by the compositor's name of its socket (`HDMI-A-1`), or by what it says of itself, which all has to be right. */
export type OutputChoice =
  | { readonly name: string }
  | { readonly make?: string | undefined; readonly model?: string | undefined; readonly serial?: string | undefined };

/** A program of its own, a page that the shell shows, or, with neither, the hidden shell of displays that are programs (hidden-shell.ts). */
export type ExhibitService = ServiceBase &
  ({ readonly command: Command; readonly url: null } | { readonly command: null; readonly url: string | null });

export interface ServiceBase
  extends Readonly<Pick<FileService, 'role' | 'environment' | 'before' | 'after' | 'with' | 'restart' | 'escalate'>>,
    Readonly<Pick<FileService, 'busy' | 'stop' | 'log' | 'backoff' | 'storm'>> {
  readonly name: string;
  /** Absolute. */
  readonly directory: string;
  /** Absolute; it may not exist. */
  readonly environmentFile: string | null;
  /** The conditions, the session of a display included. */
  readonly waitFor: readonly Condition[];
  readonly giveUp: readonly number[];
  /** Of a `url` service: `timeoutMs` is the page's, and `kind` means nothing. */
  readonly heartbeat: HeartbeatSettings & { readonly stallMs: number };
  /** Readiness that is asked for; null: its heartbeat tells. */
  readonly ready: Probe | null;
  readonly limits: Limits;
  /** Of a `url` service: the time allowed until the page is shown. */
  readonly loadTimeoutMs: number;
  /** Of a `url` service: how its page is shown. */
  readonly page: PageSettings;
  /** Of a display: the screen on which it stands; null: where the compositor puts it. */
  readonly output: OutputChoice | null;
}
