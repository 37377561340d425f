/** Samples of a machine for tests: a healthy one, and changes to it. */
import type { MachineSample } from '../../electron/supervisor/ports.ts';
import { NOW } from './snapshot.ts';

export function machineSample(change: Partial<MachineSample> = {}): MachineSample {
  return {
    at: NOW,
    uptimeS: 86_400,
    cpuPercent: 12.34,
    memoryPercent: 40,
    diskPercent: 50,
    temperatureC: 51.5,
    gpuPercent: null,
    power: null,
    clockKept: true,
    ...change,
  };
}
