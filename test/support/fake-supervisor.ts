/** A supervisor that only remembers what it was asked: the double of `SupervisorPort`. */
import type { StreamEvent, SupervisorPort, Taken } from '../../electron/command/port.ts';
import type { PersonCommand } from '../../electron/supervisor/policy/event.ts';
import type { ServiceSnapshot, Snapshot } from '../../electron/supervisor/snapshot.ts';
import { snapshot } from './snapshot.ts';

export interface FakeSupervisor extends SupervisorPort {
  /** What was asked beside commands to the policy: `refresh display`. */
  readonly beside: string[];
  readonly asked: { command: PersonCommand | 'reload'; by: string }[];
  /** What the next snapshots say. */
  now: Snapshot;
  /** Why commands are refused; null: they are taken in. */
  refusal: string | null;
  reloaded: Awaited<ReturnType<SupervisorPort['reload']>>;
  /** Called after each command that was taken in. */
  react: (command: PersonCommand) => void;
  emit(type: StreamEvent['type'], data?: StreamEvent['data']): void;
  /** Changes one service and tells it. */
  change(name: string, change: Partial<ServiceSnapshot>): void;
  listeners(): number;
}

export function fakeSupervisor(): FakeSupervisor {
  const listeners = new Set<(event: StreamEvent) => void>();
  let id = 0;
  const note = (what: string): Taken => {
    fake.beside.push(what);
    return fake.refusal === null ? { ok: true } : { ok: false, reason: fake.refusal };
  };
  const fake: FakeSupervisor = {
    asked: [],
    beside: [],
    screens: {
      overlay: (service) => note(`overlay ${service}`),
      identify: () => note('identify'),
      refresh: (service) => note(`refresh ${service}`),
      desktop: (by) => note(`desktop for ${by}`),
    },
    async screenshot(service) {
      const answer = note(`screenshot ${service}`);
      return answer.ok ? { ok: true, file: 'screenshot-20261121-140211-482.jpg' } : answer;
    },
    async testAlert(receiver) {
      const answer = note(`test-alert ${receiver}`);
      const one = { name: receiver ?? 'phone', kind: 'ntfy', outcome: 'delivered', detail: null, took_ms: 42 } as const;
      return answer.ok ? { receivers: [one] } : null;
    },
    async setSound({ percent, mute }) {
      const answer = note(`sound ${percent} ${mute}`);
      return answer.ok
        ? { available: true, sink: 'Hall', volume_percent: percent ?? 50, muted: mute ?? false }
        : { available: false, reason: answer.reason };
    },
    power: async (act) => note(act),
    now: snapshot(),
    refusal: null,
    reloaded: { ok: true, changed: [] },
    react: () => undefined,
    snapshot: () => fake.now,
    command(command, by) {
      fake.asked.push({ command, by });
      if (fake.refusal !== null) return { ok: false, reason: fake.refusal };
      setImmediate(fake.react, command);
      return { ok: true };
    },
    async reload(by) {
      fake.asked.push({ command: 'reload', by });
      return fake.reloaded;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    serviceNames: () => fake.now.services.map((service) => service.name),
    emit(type, data = {}) {
      id += 1;
      for (const listener of listeners) listener({ id, time: new Date().toISOString(), type, data });
    },
    change(name, change) {
      fake.now = { ...fake.now, services: fake.now.services.map((one) => (one.name === name ? { ...one, ...change } : one)) };
      fake.emit('service', { service: name, ...change });
    },
    listeners: () => listeners.size,
  };
  return fake;
}
