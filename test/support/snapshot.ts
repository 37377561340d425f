/** Snapshots for tests: a healthy exhibit of three services, and changes to it. */
import type { ServiceSnapshot, Snapshot } from '../../electron/supervisor/snapshot.ts';

/** 21 November 2026, 14:00 UTC, in milliseconds. */
export const NOW = Date.UTC(2026, 10, 21, 14);

export function service(name: string, change: Partial<ServiceSnapshot> = {}): ServiceSnapshot {
  return {
    name,
    role: name === 'core' || name === 'audio' || name === 'display' ? name : 'other',
    state: 'running',
    pid: 4_000 + name.length,
    instance: `${name}-1`,
    health: 'healthy',
    since: new Date(NOW - 2 * 3_600_000).toISOString(),
    restarts: 0,
    attempts: 0,
    lastBeatMs: 312.4,
    beatDeadlineMs: 4_687.6,
    waitingFor: null,
    stoppedBy: null,
    reason: null,
    nextTryMs: null,
    ...change,
  };
}

export function snapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    exhibit: 'lantern',
    title: 'The Lantern Room',
    state: 'running',
    health: 'healthy',
    open: true,
    pausedUntil: null,
    ladder: 0,
    rebootsLeft: 2,
    safeModeRetryMs: null,
    services: [service('core'), service('audio'), service('display')],
    ...change,
  };
}

/** Of a service that is a program and has not been measured. */
export const beside = () => ({ page: false, cpuPercent: null, memoryBytes: null });
