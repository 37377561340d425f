/**
 * Once a minute: how the machine is, what its services used, written into the history and judged for health. And with every change
 * what has changed, and with every command who gave it.
 *
 * One timer, which wakes up when a minute of the wall clock has passed. A look costs about 2 ms, most of it by other threads; nothing
 * is looked at before the services were started.
 */
import { z } from 'zod';
import type { Health } from '../health/health.ts';
import type { History } from '../history/history.ts';
import { createVitals } from '../machine/vitals.ts';
import { createSleepDetector } from '../platform/clock.ts';
import { Chronicle } from './chronicle.ts';
import type { EventStream } from './event-stream.ts';
import { minuteRow, untilNextMinute } from './minute.ts';
import type { MachineSample, ProcessPort } from './ports.ts';
import type { Snapshot } from './snapshot.ts';

const commandSchema = z.object({ actor: z.string().nullable(), command: z.string(), outcome: z.string(), line: z.string() });

export interface HealthSurroundings {
  readonly stateFolder: string;
  readonly serviceNames: () => readonly string[];
  readonly health: Pick<Health, 'observe' | 'sample' | 'onMachineCheck'>;
  readonly record: History['record'];
  readonly usage: ProcessPort['usage'];
  readonly stream: EventStream;
  /** The login's, and what the session adds to it now. */
  readonly environment: () => Readonly<Record<string, string | undefined>>;
  readonly log: (level: 'error', text: string) => void;
  /** Wall clock, in milliseconds. */
  readonly now?: () => number;
}

export interface OpenHealth {
  /** Takes each new picture of the exhibit in. */
  observe(snapshot: Snapshot): void;
  /** Begins with the looks at the machine. */
  begin(): void;
  /** The newest sample; null: there was none yet. */
  machine(): MachineSample | null;
  /** Told of each check of the machine that warns, and of each that is well again. The result ends that. */
  readonly onMachineCheck: Health['onMachineCheck'];
  close(): void;
}

export function openHealth({
  stateFolder,
  serviceNames,
  health,
  record,
  usage,
  stream,
  environment,
  log,
  now = Date.now,
}: HealthSurroundings): OpenHealth {
  const chronicle = new Chronicle();
  const vitals = createVitals({ stateFolder, environment, now });
  const clocks = createSleepDetector();
  let newest: MachineSample | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const unsubscribe = stream.subscribe(({ type, time, data }) => {
    if (type === 'command') record({ changes: [], audit: [{ at: Date.parse(time), ...commandSchema.parse(data) }], minute: null });
  });

  async function look(): Promise<void> {
    const names = serviceNames();
    const [sample, ...used] = await Promise.all([vitals(), ...names.map(async (name) => [name, await usage(name)] as const)]);
    if (closed) return;
    newest = sample;
    health.sample(sample);
    const { steppedMs } = clocks.look();
    const changes = steppedMs === 0 ? [] : chronicle.clockSet(now(), steppedMs);
    record({ changes, audit: [], minute: minuteRow(sample, new Map(used), chronicle.takeRestarts()) });
  }

  function wait(): void {
    timer = setTimeout(() => {
      look()
        .catch((error: unknown) =>
          log('error', `a bug, at the look at the machine: ${error instanceof Error ? error.stack : String(error)}`),
        )
        .finally(() => {
          if (!closed) wait();
        });
    }, untilNextMinute(now()));
    timer.unref();
  }

  return {
    observe(snapshot) {
      health.observe(snapshot);
      const changes = chronicle.observe(snapshot, now());
      if (changes.length > 0) record({ changes, audit: [], minute: null });
    },
    begin() {
      // The first look has nothing to compare with: it is where the first minute begins.
      void vitals().then(() => {
        if (!closed) wait();
      });
    },
    machine: () => newest,
    onMachineCheck: health.onMachineCheck,
    close() {
      closed = true;
      clearTimeout(timer);
      unsubscribe();
    },
  };
}
