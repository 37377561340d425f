/** The machine's own health document: made anew with each sample, and told of when a check changes. */
import type { MachineSample } from '../supervisor/ports.ts';
import type { Snapshot } from '../supervisor/snapshot.ts';
import type { HealthDocument } from './document.ts';
import { type MachineCheck, type MachineCheckName, machineChecks } from './machine-checks.ts';
import { worst } from './merge.ts';
import { RecentRestarts } from './recent-restarts.ts';

/** Its name in documents, and of its file: no service can be called so. */
export const MACHINE = '_machine';

export type MachineCheckListener = (check: Pick<MachineCheck, 'name' | 'status' | 'message'>) => void;

interface Known extends MachineCheck {
  /** When its status became what it is; ISO 8601. */
  readonly since: string;
}

export class MachineHealth {
  readonly #restarts = new RecentRestarts();
  readonly #listeners = new Set<MachineCheckListener>();
  readonly #monotonicMs: () => number;
  #checks: ReadonlyMap<MachineCheckName, Known> = new Map();
  #document: HealthDocument | null = null;

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
  }

  /** Null: there was no sample yet. */
  get document(): HealthDocument | null {
    return this.#document;
  }

  /** Told of each check that warns, and of each that is well again. The result ends that. */
  subscribe(listener: MachineCheckListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  observe(snapshot: Snapshot): void {
    this.#restarts.observe(snapshot.services, this.#monotonicMs());
  }

  sample(sample: MachineSample): HealthDocument {
    const warned = new Set([...this.#checks.values()].filter(({ status }) => status === 'warning').map(({ name }) => name));
    const time = new Date(sample.at).toISOString();
    const found = machineChecks(sample, this.#restarts.count(this.#monotonicMs()), warned);
    const changed = found.filter(({ name, status }) => (this.#checks.get(name)?.status ?? 'healthy') !== status);
    this.#checks = new Map(found.map((check) => [check.name, { ...check, since: this.#since(check, time) }]));
    this.#document = {
      service_name: MACHINE,
      overall_status: worst(found.map(({ status }) => status)),
      checks: [...this.#checks.values()].map(({ name, status, message, since, metadata }) => ({
        name,
        status,
        message,
        timestamp: since,
        metadata: { ...metadata },
      })),
      last_updated: time,
      last_check: time,
      uptime: sample.uptimeS,
      restart_count: this.#restarts.all,
      error_count: 0,
    };
    for (const { name, status, message } of changed) for (const listener of this.#listeners) listener({ name, status, message });
    return this.#document;
  }

  #since({ name, status }: MachineCheck, now: string): string {
    const before = this.#checks.get(name);
    return before?.status === status ? before.since : now;
  }
}
