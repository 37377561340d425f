/** What the tests of this room share: heartbeats in a folder of their own, what they dispatched, and real programs. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished, vi } from 'vitest';
import { createHeartbeats, type Heartbeats } from '../../electron/heartbeat/index.ts';
import type { EventBody } from '../../electron/supervisor/policy/event.ts';
import type { HeartbeatRequest, HeartbeatSettings, Instance, Question, ServiceReport } from '../../electron/supervisor/ports.ts';

export const ZMQ: HeartbeatSettings = {
  kind: 'zmq',
  intervalMs: 1000,
  timeoutMs: 5000,
  startupMs: 30_000,
  path: null,
  field: 'timestamp',
  question: null,
  failures: 3,
};
export const NOTIFY: HeartbeatSettings = { ...ZMQ, kind: 'notify' };
export const FILE: HeartbeatSettings = { ...ZMQ, kind: 'file' };

export const HEALTH_FILE: HeartbeatSettings = { ...ZMQ, kind: 'health-file' };
export const NONE: HeartbeatSettings = { ...ZMQ, kind: 'none' };

/** Asked often, so that a test does not take long. */
export function asking(question: Question, more: Partial<HeartbeatSettings> = {}): HeartbeatSettings {
  return { ...ZMQ, kind: question.kind, intervalMs: 20, question, ...more };
}

/** What `open` is asked for with these settings. */
export function by(heartbeat: HeartbeatSettings, more: Partial<HeartbeatRequest> = {}): HeartbeatRequest {
  return { heartbeat, ready: null, showsPages: false, ...more };
}

export interface Bench {
  readonly heartbeats: Heartbeats;
  readonly folder: string;
  readonly events: EventBody[];
  readonly reports: ServiceReport[];
  /** The types of the events so far, in order. */
  types(): string[];
  count(type: EventBody['type']): number;
}

/** Heartbeats of an exhibit of its own, ended and removed with the test. `deep` makes paths too long for a socket. */
export async function bench(deep = false): Promise<Bench> {
  const root = mkdtempSync(join(tmpdir(), 'invigil-heartbeat-'));
  const folder = deep ? join(root, 'a-folder-with-a-long-name'.repeat(5)) : root;
  const events: EventBody[] = [];
  const reports: ServiceReport[] = [];
  const heartbeats = await createHeartbeats({
    dispatch: (event) => events.push(event),
    onReport: (report) => reports.push(report),
    runtimeFolder: folder,
    exhibit: 'lantern',
  });
  onTestFinished(async () => {
    await heartbeats.end();
    rmSync(root, { recursive: true, force: true });
  });
  const count = (type: EventBody['type']) => events.filter((event) => event.type === type).length;
  return { heartbeats, folder, events, reports, types: () => events.map((event) => event.type), count };
}

export function instance(number: number, service = 'core'): Instance {
  return { service, number, id: `${service}-${number}-test` };
}

/** Starts a program of test/fixtures, or one by its path, with an instance's environment; it is killed with the test. */
export function program(command: readonly [string, ...string[]], environment: Readonly<Record<string, string>>): ChildProcess {
  const [file, ...args] = command;
  const path = file.startsWith('/') ? file : fileURLToPath(new URL(`../fixtures/${file}`, import.meta.url));
  const runner = path.endsWith('.mjs') ? [process.execPath] : path.endsWith('.py') ? ['python3'] : [];
  const [head = path, ...rest] = [...runner, path, ...args];
  const child = spawn(head, rest, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => end(child));
  return child;
}

/** The next line of JSON that the program prints. */
export function printed(child: ChildProcess): () => Promise<unknown> {
  if (child.stdout === null) throw new Error('its output is not taken');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return async () => {
    const line = await lines.next();
    if (line.done === true) throw new Error('its output has ended');
    return JSON.parse(line.value);
  };
}

/** SIGKILL, and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Waits until the condition holds; fails with what `actual` shows. */
export async function until<T>(actual: () => T, holds: (value: T) => boolean): Promise<T> {
  return vi.waitFor(
    () => {
      const value = actual();
      if (!holds(value)) throw new Error(`still ${JSON.stringify(value)}`);
      return value;
    },
    { timeout: 8000, interval: 5 },
  );
}
