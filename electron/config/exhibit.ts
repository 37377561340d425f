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
  readonly dashboard: DashboardSettings;
  /** Where Prometheus reads; none: nothing listens. */
  readonly metrics: { readonly listen: readonly ListenAddress[] };
  readonly alerts: AlertSettings;
}

/** An address of this machine: a literal IPv4 or IPv6 address, or a name, and a port. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

export interface DashboardSettings {
  /** Empty: no dashboard. */
  readonly listen: readonly ListenAddress[];
  /** Names under which browsers may ask, beside the addresses themselves and `localhost`. */
  readonly hosts: readonly string[];
  /** Absolute paths of PEM files; null: plain HTTP, as on loopback or behind a proxy. */
  readonly tls: { readonly certificate: string; readonly key: string } | null;
  /** The dashboard's address as people reach it, for links in alerts: `https://lantern.example.org`, without a slash at its end; null: no links. */
  readonly address: string | null;
}

export type AlertLevel = 'info' | 'warning' | 'error' | 'fatal';

/** Who is told of what. */
export interface AlertSettings {
  /** Lesser ones are only recorded; a receiver may have its own. */
  readonly level: AlertLevel;
  /** Trouble that is over within this time is nobody's to know. */
  readonly quietForMs: number;
  /** The same status of the same service is told again after this time at the earliest. */
  readonly cooldownMs: number;
  /** By the kind of an alert, another level than its own; `none`: never told. */
  readonly levels: Readonly<Record<string, AlertLevel | 'none'>>;
  readonly to: readonly ReceiverSettings[];
  /** A ping at this address every so often: who does not get it any more knows that the machine is dead. The address is a secret. */
  readonly ping: { readonly url: Secret; readonly everyMs: number } | null;
}

/** Somebody, or something, that is told. `name` differs for each; by default the kind, with a number where there are several. */
export type ReceiverSettings = { readonly name: string; readonly level: AlertLevel | null } & (
  | NtfySettings
  | EmailSettings
  | WebhookSettings
  | CommandSettings
  | { readonly kind: 'log' }
);

export interface NtfySettings {
  readonly kind: 'ntfy';
  /** `https://ntfy.sh`, without a slash at its end. */
  readonly server: string;
  /** Who knows it reads everything, where the server asks for nothing else. */
  readonly topic: string;
  readonly token: Secret | null;
  /** Whether incidents' screenshots go with it. */
  readonly pictures: boolean;
  /** One's own server alone: a delayed message that is moved ahead every so often and arrives when nobody moves it; null: none. */
  readonly deadMansSwitch: { readonly afterMs: number } | null;
}

export interface EmailSettings {
  readonly kind: 'email';
  readonly host: string;
  readonly port: number;
  /** `starttls`: refused where the server does not offer it. `none`: loopback only. */
  readonly security: 'starttls' | 'tls' | 'none';
  readonly user: string | null;
  readonly password: Secret | null;
  readonly from: string;
  readonly to: readonly string[];
  /** What comes within this time after a mail goes into the next one together. */
  readonly digestMs: number;
}

export interface WebhookSettings {
  readonly kind: 'webhook';
  /** May itself be a secret, as with chat services. */
  readonly url: Secret | string;
  /** Signs each body (HMAC-SHA256); null: unsigned. */
  readonly secret: Secret | null;
  readonly headers: Readonly<Record<string, Secret | string>>;
  /** A body of one's own, with `{title}`, `{text}`, ... filled in as JSON strings; null: the message as JSON. */
  readonly template: string | null;
}

export interface CommandSettings {
  readonly kind: 'command';
  /** Gets the message as JSON on its standard input. */
  readonly command: readonly [string, ...string[]];
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
  /** Where the scrypt line of the password is; null: no sign-in over the network. */
  readonly password: Secret | null;
  /** Where the token is that a program sends; null: none. */
  readonly token: Secret | null;
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
