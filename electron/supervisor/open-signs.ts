/** Opens the signs of life by which a machine is missed from afar: the ping, and the dead man's switches on one's own ntfy. */
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { secretReader } from '../alert/secret.ts';
import { createDeadMansSwitch, type SwitchWords } from '../alert/signs/dead-mans-switch.ts';
import { createPing } from '../alert/signs/ping.ts';
import type { Sign, SignsClock, SignsLog } from '../alert/signs/rounds.ts';
import type { Exhibit } from '../config/index.ts';
import { fill } from '../documents/words/fill.ts';
import { wordsFor } from '../documents/words/words.ts';
import { attempt } from '../platform/attempt.ts';
import { bootUptimeMs } from '../platform/clock.ts';
import { duration } from './words.ts';

export interface SignsSurroundings {
  /** As it runs now. */
  readonly exhibit: () => Exhibit;
  /** Whether supervision is alive (`vitals.ts`). */
  readonly healthy: () => boolean;
  /** Services start first. */
  readonly after: Promise<void>;
  readonly log: SignsLog;
}

export interface OpenSigns {
  /** The exhibit file was read again. */
  adopt(): void;
  /** The network is back, or the machine has slept. */
  wake(): void;
  /** `planned`: a stop that nobody has to be told of. Takes 2 s at most. */
  close(planned: boolean): Promise<void>;
}

export function openSigns({ exhibit, healthy, after, log }: SignsSurroundings): OpenSigns {
  let signs: readonly Sign[] = [];
  let opened = '';
  let closed = false;

  function open(): void {
    if (closed) return;
    const now = exhibit();
    opened = whatIsOpen(now);
    const common = { readSecret: secretReader(process.env), healthy, clock: CLOCK, log };
    const { ping, to } = now.alerts;
    const switches = to.flatMap((settings) => {
      if (settings.kind !== 'ntfy' || settings.deadMansSwitch === null) return [];
      const { afterMs } = settings.deadMansSwitch;
      return [createDeadMansSwitch({ ...common, settings, afterMs, exhibit: now.name, machine: machine(), words: wordsOf(now) })];
    });
    signs = [...switches, ...(ping === null ? [] : [createPing({ ...common, ...ping })])];
  }

  let work = after.then(open);
  return {
    adopt() {
      work = work.then(async () => {
        if (whatIsOpen(exhibit()) === opened) return;
        // What is no longer wanted must not arrive.
        await Promise.all(signs.map((sign) => sign.close(true)));
        open();
      });
    },
    wake() {
      for (const sign of signs) sign.wake();
    },
    async close(planned) {
      closed = true;
      await Promise.all(signs.map((sign) => sign.close(planned)));
    },
  };
}

const CLOCK: SignsClock = {
  now: bootUptimeMs,
  setTimer(delayMs, fire) {
    const timer = setTimeout(fire, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Two files of which this is the same want the same signs. */
function whatIsOpen({ title, locale, alerts: { ping, to } }: Exhibit): string {
  return JSON.stringify([title, locale, ping, to.filter((one) => one.kind === 'ntfy' && one.deadMansSwitch !== null)]);
}

function wordsOf({ title, locale }: Exhibit): SwitchWords {
  const words = wordsFor(locale);
  const { silent, heard } = words.alerts;
  return {
    silent: (ms) => ({ title: `${title}: ${fill(silent.title, { duration: duration(ms, words) })}`, message: silent.text }),
    back: () => ({ title: `${title}: ${heard.title}`, message: heard.text }),
  };
}

/** Copies of one disk have the same id, and most often another name. */
function machine(): string {
  // A machine without systemd has none.
  const id = attempt(() => readFileSync('/etc/machine-id', 'utf8'));
  return id === null ? hostname() : `${hostname()} ${id.trim()}`;
}
