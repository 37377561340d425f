/** What the tests of this room share: processes of an exhibit of their own, what was dispatched, and what really lives. */
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createProcesses } from '../../electron/process/processes.ts';
import type { EventBody, InstanceEvent } from '../../electron/supervisor/policy/event.ts';
import type { Instance, Limits, ProcessPort, SpawnRequest } from '../../electron/supervisor/ports.ts';
import { until } from '../support/until.ts';

export interface Bench {
  readonly processes: ProcessPort;
  readonly folder: string;
  readonly controlPath: string;
  readonly events: EventBody[];
  readonly logged: string[];
  /** Asks for a start of a new instance. */
  spawn(command: SpawnRequest['command'], more?: Partial<SpawnRequest>): Instance;
  /** The first event of the type about the instance, awaited. */
  seen<T extends InstanceEvent['type']>(type: T, instance: Instance): Promise<Extract<InstanceEvent, { type: T }>>;
  /** What services wrote. */
  output(): string;
}

export const UNLIMITED: Limits = { memoryBytes: null, cpuPercent: null, processes: null, openFiles: null, nice: null };

/** A folder in the system's temporary one, removed with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-process-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function bench(options: { folder?: string; cgroup?: 'auto' | 'off' } = {}): Promise<Bench> {
  const folder = options.folder ?? temporaryFolder();
  const controlPath = join(folder, 'control.sock');
  const events: EventBody[] = [];
  const logged: string[] = [];
  const out = openSync(join(folder, 'output'), 'a');
  const processes = await createProcesses({
    dispatch: (event) => events.push(event),
    controlPath,
    output: { open: () => ({ stdout: out, stderr: out }) },
    log: (level, message) => logged.push(`${level}: ${message}`),
    cgroup: options.cgroup ?? 'off',
  });
  onTestFinished(async () => {
    await processes.close();
    closeSync(out);
  });
  let number = 0;
  const isOf = (event: EventBody, instance: Instance): event is InstanceEvent => 'instance' in event && event.instance === instance.number;
  return {
    processes,
    folder,
    controlPath,
    events,
    logged,
    spawn(command, more = {}) {
      number += 1;
      const instance = { service: 'core', number, id: `core-${number}-${process.pid}` };
      processes.spawn({
        instance,
        command,
        before: [],
        directory: folder,
        environment: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
        stopSignal: 'SIGTERM',
        freezeSignal: null,
        limits: UNLIMITED,
        ...more,
      });
      return instance;
    },
    seen(type, instance) {
      return until(`${type} of ${instance.id}; seen: ${JSON.stringify(events)}`, () => {
        const is = (event: EventBody): event is Extract<InstanceEvent, { type: typeof type }> =>
          isOf(event, instance) && event.type === type;
        return events.find(is);
      });
    },
    output: () => readFileSync(join(folder, 'output'), 'utf8'),
  };
}

/** Makes a program of a shell script. */
export function script(folder: string, name: string, text: string, mode = 0o755): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode });
  return file;
}

/** The processes that `spread` (test/fixtures) has noted in `file`, as soon as there are `count`. */
export async function spreadTo(file: string, count: number): Promise<number[]> {
  const lines = () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []);
  const pids = () => lines().map((line) => Number(line.split(' ')[1]));
  return until(`${count} processes in ${file}`, () => (pids().length >= count ? pids() : null));
}

/** Those of the processes that live; zombies do not, unless only their first thread has ended. */
export function living(pids: readonly number[]): number[] {
  return pids.filter((pid) => {
    try {
      const [state = 'X', ...rest] = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
      return !'ZX'.includes(state) || (state === 'Z' && Number(rest[16]) > 1);
    } catch {
      return false;
    }
  });
}
