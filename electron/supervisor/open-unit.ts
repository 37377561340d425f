/**
 * The supervisor as its unit sees it: ready, one sentence of how it is, a sign of life, reloading, stopping. Nothing of this happens
 * where no systemd has started it.
 *
 * Numbers: four signs of life fit into the watchdog's time; one that is due while supervision is not alive (`vitals.ts`) is held back,
 * and looked at again every 250 ms, so that a supervisor that was only held up for a moment is not late twice. The sentence is said
 * when it has changed, a second after that at the earliest, and looked at anew with each sign of life, for it may tell of time.
 */
import { monotonicMs } from '../platform/clock.ts';
import { openSystemdNotify, type SystemdNotify } from '../platform/systemd-notify.ts';
import { illness, type Vitals } from './vitals.ts';

const FEEDS = 4;
const AGAIN_MS = 250;
const STATUS_MS = 1_000;

export interface UnitSurroundings {
  readonly vitals: () => Vitals;
  /** How the exhibit is, in one sentence. */
  readonly sentence: () => string;
  /** Calls the listener when that may have changed. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly log: (level: 'info' | 'error', text: string) => void;
}

export interface Unit {
  ready(): void;
  reloading(): void;
  /** `withinMs`: how long the end may take. */
  stopping(withinMs: number): void;
  close(): void;
}

const NO_UNIT: Unit = { ready: () => undefined, reloading: () => undefined, stopping: () => undefined, close: () => undefined };

/** `systemd` null: none has started us. */
export function openUnit(
  { vitals, sentence, subscribe, log }: UnitSurroundings,
  systemd: SystemdNotify | null = openSystemdNotify(process.env, process.pid, monotonicMs),
): Unit {
  if (systemd === null) return NO_UNIT;
  let feeding: NodeJS.Timeout | undefined;
  let telling: NodeJS.Timeout | undefined;
  let told = '';
  let ill: string | null = null;

  function tell(): void {
    clearTimeout(telling);
    telling = undefined;
    const text = ill === null ? sentence() : `Supervision hangs: ${ill}.`;
    if (text === told) return;
    told = text;
    systemd?.status(text);
  }

  function feed(everyMs: number): void {
    const found = illness(vitals());
    if (found === null) systemd?.alive();
    if (found !== null && ill === null) log('error', `systemd's watchdog is not fed: ${found}`);
    if (found === null && ill !== null) log('info', "systemd's watchdog is fed again");
    ill = found;
    tell();
    feeding = setTimeout(() => feed(everyMs), found === null ? everyMs : AGAIN_MS);
  }

  const unsubscribe = subscribe(() => {
    telling ??= setTimeout(tell, STATUS_MS);
  });
  return {
    ready() {
      systemd.ready();
      if (feeding === undefined && systemd.watchdogMs !== null) feed(systemd.watchdogMs / FEEDS);
      else tell();
    },
    reloading: () => systemd.reloading(),
    stopping: (withinMs) => systemd.stopping(withinMs),
    close() {
      unsubscribe();
      clearTimeout(feeding);
      clearTimeout(telling);
      systemd.close();
    },
  };
}
