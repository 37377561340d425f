/** A supervisor under comparison, or a floor that no supervisor can get below: all of them run the same tiny children. */

/** What a peer keeps running. Its name is a plain word, its command has absolute paths. */
export interface Child {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Given to the child's environment beside what it inherits. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Its output goes to a log with a time before each line, the way the peer does that; else to nowhere. */
  readonly stamped?: boolean;
  /** It tells that it is alive the way the peer understands (`NOTIFY_SOCKET`), and is ended when silent for so long, in milliseconds. */
  readonly silentForMs?: number;
  /** It is restarted as the peer does where nothing is said, with its pauses and limits; else at once and for ever. */
  readonly byDefault?: true;
}

/** Which floor or supervisor, in the order of the tables. */
export type PeerName = 'c-loop' | 'node' | 'invigil' | 'pm2' | 'supervisord' | 'runit' | 's6' | 'systemd' | 'monit';

export interface Peer {
  readonly name: PeerName;
  /** As people call it: `supervisord`, `systemd --user, RestartSec=0`. */
  readonly title: string;
  /** What it runs as here: `7.0.4`; throws, saying what is missing and the line that adds it. */
  version(): string;
  /** What it cannot do at all: the table says so instead of a figure. */
  readonly cannot: readonly ('stamp' | 'silence')[];
  /**
   * Starts it with these children, as its documents advise for restart at once, but for those `byDefault`. `folder` is its own, and
   * removed by the caller; started there again after it was killed, it finds what it left. It is there when this resolves; its children
   * may still be starting.
   */
  start(folder: string, children: readonly Child[]): Promise<RunningPeer>;
}

export interface RunningPeer {
  /** The pid to kill when the supervisor itself is to be lost. */
  readonly pid: number;
  /** Every process that is the supervisor and not a child: daemon, one supervise process for each service, loggers. */
  processes(): readonly number[];
  /** What it wrote for this child, all files in order; only of a `stamped` one. */
  log(child: string): string;
  /** Ends it and everything it started, also when it has been killed. Nothing is left, which is looked for. */
  end(): Promise<void>;
}
