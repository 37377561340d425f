/**
 * What the supervisor says to the systemd that has started it (sd_notify(3)): a datagram to the socket named by NOTIFY_SOCKET. One takes
 * about 25 us, all of it inside the call, and waits for nobody: a systemd that does not read costs a message, never a turn of the loop.
 */
import { DgramSocket } from 'node-unix-socket';

type Environment = Readonly<Record<string, string | undefined>>;

/** Longest status text, in characters: it is one line of `systemctl status`. */
const LONGEST_STATUS = 300;

export interface SystemdNotify {
  /** How long systemd waits for a sign of life before it restarts us, in milliseconds; null: it does not watch. */
  readonly watchdogMs: number | null;
  /** Supervision runs; also after `reloading`. */
  ready(): void;
  /** The configuration is being read again; `ready` says that it was. */
  reloading(): void;
  /** The end has begun. It may take so long, in milliseconds, whatever the unit says. */
  stopping(withinMs: number): void;
  /** One sentence for `systemctl status`. */
  status(text: string): void;
  alive(): void;
  close(): void;
}

/** `pid`: ours; `monotonicMs`: CLOCK_MONOTONIC. Null: systemd has not started us, or does not want to hear. */
export function openSystemdNotify(environment: Environment, pid: number, monotonicMs: () => number): SystemdNotify | null {
  const path = environment['NOTIFY_SOCKET'];
  // Systemd's own socket is always a file; one in the abstract namespace is some other supervisor's.
  if (path === undefined || !path.startsWith('/')) return null;
  const socket = new DgramSocket();
  const say = (...lines: readonly string[]): void => {
    const message = Buffer.from(lines.join('\n'));
    // What is lost is said again: the status and the sign of life with the next feed. A lost READY=1 ends in a restart by systemd.
    socket.sendTo(message, 0, message.length, path, () => undefined);
  };
  return {
    watchdogMs: watchdogOf(environment, pid),
    ready: () => say('READY=1'),
    reloading: () => say('RELOADING=1', `MONOTONIC_USEC=${Math.round(monotonicMs() * 1000)}`),
    stopping: (withinMs) => say('STOPPING=1', `EXTEND_TIMEOUT_USEC=${Math.round(withinMs * 1000)}`),
    status: (text) => say(`STATUS=${text.replace(/\s+/g, ' ').slice(0, LONGEST_STATUS)}`),
    alive: () => say('WATCHDOG=1'),
    close: () => socket.close(),
  };
}

function watchdogOf(environment: Environment, pid: number): number | null {
  const microseconds = Number(environment['WATCHDOG_USEC']);
  const forUs = environment['WATCHDOG_PID'] === undefined || environment['WATCHDOG_PID'] === String(pid);
  return forUs && Number.isSafeInteger(microseconds) && microseconds > 0 ? microseconds / 1000 : null;
}
