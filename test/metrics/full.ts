/** An exhibit that has every figure: doubles of all sources, behind the real door. */
import { createServer, type Server } from 'node:http';
import { createDoor } from '../../electron/metrics/door.ts';
import { createMetrics, type Metrics, type Sources } from '../../electron/metrics/metrics.ts';
import { initial } from '../../electron/supervisor/policy/index.ts';
import type { State } from '../../electron/supervisor/policy/state.ts';
import { planOf } from '../support/exhibit.ts';
import { machineSample } from '../support/machine-sample.ts';
import { service, snapshot } from '../support/snapshot.ts';

export const EMPTY: State = initial({
  plan: planOf([]),
  at: 0,
  budget: { known: true, budget: { uptimeMs: 0, reboots: [] }, countedAt: 0 },
  standing: null,
  rebootPermitted: { ok: true },
}).state;

export interface Double {
  readonly metrics: Metrics;
  readonly told: string[];
  /** Of each service, the id of its open incident. */
  readonly incidents: Map<string, string>;
}

/** Nothing is missing of it, unless `change` says so. */
export function double(change: Partial<Sources> = {}): Double {
  const told: string[] = [];
  const incidents = new Map<string, string>();
  const sources: Sources = {
    snapshot: () => snapshot({ services: [service('core'), service('audio'), service('display', { state: 'failed', health: 'error' })] }),
    health: () => ({ worst: 'warning', machine: [{ name: 'disk', status: 'warning' }] }),
    machine: () => machineSample({ gpuPercent: 7, power: { underVoltage: false, slowed: true } }),
    usage: async () => [{ at: Date.now(), memoryBytes: 5_000_000, cpuPercent: 12.5, processes: 2, openFiles: 20 }],
    receivers: () => [{ name: 'phone', kind: 'ntfy', waiting: 1, delivered: 3, later: 2, dropped: 0 }],
    ...change,
  };
  const metrics = createMetrics({
    exhibit: 'lantern',
    version: '1.2.3',
    sources,
    deadline: () => 0,
    openIncident: (name) => incidents.get(name) ?? null,
    refused: (name, text) => told.push(`${name}: ${text}`),
    log: (text) => told.push(text),
  });
  return { metrics, told, incidents };
}

/** Something of everything that is only counted when it happens. */
export function liveThrough({ metrics }: Double): void {
  metrics.after({ type: 'tick', traced: [], at: 1 }, EMPTY);
  for (const cause of [{ kind: 'freeze', silentMs: 5_001, detail: null } as const, { kind: 'exit', code: 1, signal: null } as const]) {
    metrics.alert({ kind: 'restarting', level: 'info', service: 'core', cause, attempt: 1, delayMs: 0 });
    metrics.alert({ kind: 'recovered', level: 'info', service: 'core', downMs: 300 });
  }
  metrics.report({ type: 'metric', service: 'core', instance: 1, name: 'lamp_celsius', value: 41.5, labels: { side: 'left' } });
}

export async function serve(metrics: Metrics, port: number): Promise<Server> {
  const server = createServer(createDoor({ page: metrics.page, names: () => [] }));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}
