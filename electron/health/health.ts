/**
 * Health documents: one for each service, merged from what the service reports over its heartbeat and what the supervisor sees
 * of it, published as `health/SERVICE.json` for anybody who wants to read them (contract 5); and one of the machine below them,
 * `health/_machine.json`, made of a sample a minute. The exhibit's status is the worst of all.
 *
 * Invariants: only the supervisor writes these files, and a reader never sees half of one; a document of an ended supervisor
 * never looks like a present one (all are removed at the start and at the end); a service's checks end with the start that
 * reported them; a disk that fails costs the documents and nothing else.
 *
 * Numbers: written at once when something changed but times (at most 10 a second for each service), else at most every 10 s
 * and only when something was reported; no timer runs while nothing happens. The last 50 checks are kept.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { monotonicMs } from '../platform/clock.ts';
import type { MachineSample, ServiceReport } from '../supervisor/ports.ts';
import type { ServiceSnapshot, Snapshot } from '../supervisor/snapshot.ts';
import type { HealthReport } from './document.ts';
import { MACHINE, type MachineCheckListener, MachineHealth } from './machine-health.ts';
import { essence, forget, healthDocument, type Memory, NOTHING_SAID, withChecks, worst } from './merge.ts';
import { createWriter } from './writer.ts';

/** Between two writes of a document in which only times changed, in milliseconds. */
const REFRESH_MS = 10_000;

export interface HealthOptions {
  /** `health/` in the exhibit's runtime folder; made when it is not there. */
  readonly folder: string;
  readonly log: (text: string) => void;
  /** Wall clock, in milliseconds. */
  readonly now?: () => number;
  readonly monotonicMs?: () => number;
}

export interface Health {
  /** What a service says of itself. */
  report(report: ServiceReport): void;
  /** What is seen of the services; to be called after each change. */
  observe(snapshot: Snapshot): void;
  /** What the machine was like in the last minute. */
  sample(sample: MachineSample): void;
  /** Told of each check of the machine that warns, and of each that is well again. The result ends that. */
  onMachineCheck(listener: MachineCheckListener): () => void;
  /** The documents as of now, with the worst of them. */
  current(snapshot: Snapshot): HealthReport;
  close(): Promise<void>;
}

interface Known {
  service: ServiceSnapshot | null;
  memory: Memory;
  /** What was published last. */
  essence: string;
  writtenAt: number;
}

export function createHealth({ folder, log, now = Date.now, monotonicMs: monotonic = monotonicMs }: HealthOptions): Health {
  const machine = new MachineHealth(monotonic);
  const services = new Map<string, Known>();
  const writer = createWriter(folder, (name, error) => log(`health/${name} cannot be written: ${String(error)}`));
  clear(folder, log);

  function known(name: string): Known {
    const found = services.get(name) ?? { service: null, memory: NOTHING_SAID, essence: '', writtenAt: Number.NEGATIVE_INFINITY };
    services.set(name, found);
    return found;
  }

  function publish(one: Known): void {
    if (one.service === null) return;
    const document = healthDocument(one.service, one.memory, now());
    const changed = essence(document);
    if (changed === one.essence && Math.abs(now() - one.writtenAt) < REFRESH_MS) return;
    one.essence = changed;
    one.writtenAt = now();
    writer.write(`${one.service.name}.json`, `${JSON.stringify(document)}\n`);
  }

  return {
    report(report) {
      const one = known(report.service);
      const { memory } = one;
      if (report.type === 'checks') one.memory = withChecks(memory, report.checks, now());
      else if (report.type === 'message') one.memory = { ...memory, message: report.text };
      else if (report.type === 'error') {
        const lastError = { message: report.message, time: new Date(now()).toISOString() };
        one.memory = { ...memory, errors: memory.errors + 1, lastError };
      } else return;
      publish(one);
    },
    observe(snapshot) {
      machine.observe(snapshot);
      for (const service of snapshot.services) {
        const one = known(service.name);
        if (one.service?.instance !== service.instance) one.memory = forget(one.memory);
        one.service = service;
        publish(one);
      }
      for (const name of services.keys()) {
        if (snapshot.services.some((service) => service.name === name)) continue;
        services.delete(name);
        writer.remove(`${name}.json`);
      }
    },
    sample(sample) {
      writer.write(`${MACHINE}.json`, `${JSON.stringify(machine.sample(sample))}\n`);
    },
    onMachineCheck: (listener) => machine.subscribe(listener),
    current(snapshot) {
      const documents = snapshot.services.map((service) =>
        healthDocument(service, services.get(service.name)?.memory ?? NOTHING_SAID, now()),
      );
      // What is stopped is meant to be, and says nothing about the exhibit.
      const counted = documents.filter((_, place) => snapshot.services[place]?.state !== 'stopped');
      return {
        exhibit: snapshot.exhibit,
        overall_status: worst([
          snapshot.health,
          ...[...counted, machine.document].map((document) => document?.overall_status ?? 'healthy'),
        ]),
        last_updated: new Date(now()).toISOString(),
        services: documents,
        machine: machine.document,
      };
    },
    async close() {
      await writer.close();
      clear(folder, log);
    },
  };
}

/** Removes documents; what services write lies in `in/` and stays. */
function clear(folder: string, log: (text: string) => void): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(folder)) if (/\.json(\.tmp)?$/.test(name)) rmSync(join(folder, name), { force: true });
  } catch (error) {
    log(`old health documents cannot be removed: ${String(error)}`);
  }
}
