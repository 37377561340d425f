/**
 * How busy, full and hot the machine is, for health and history. One look a minute is meant: it reads some ten small files of the
 * kernel, asynchronously, and costs about 1 ms. Nothing is kept between looks but counters.
 */
import { readdir, readFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import type { MachineSample } from '../supervisor/ports.ts';
import { diskPercentOf, memoryOf } from './capacity.ts';
import { createClockLook } from './clock-kept.ts';
import { createPowerLook } from './power-supply.ts';
import type { Environment } from './program.ts';
import { temperatureOf } from './temperature.ts';

export interface VitalsOptions {
  /** The disk that is told of is that of this folder. */
  readonly stateFolder: string;
  readonly environment: () => Environment;
  /** Where the kernel's files and the system's lie below; for tests. */
  readonly root?: string;
  /** Wall clock, in milliseconds. */
  readonly now?: () => number;
}

/** Takes a sample. Never rejects. The first one has no `cpuPercent`: there is none before it. */
export function createVitals({ stateFolder, environment, root = '/', now = Date.now }: VitalsOptions): () => Promise<MachineSample> {
  const power = createPowerLook(root, environment);
  const clock = createClockLook(root, environment);
  let before: ProcessorTime | null = null;
  return async () => {
    const [stat, memory, diskPercent, temperatureC, gpuPercent, powerNow, clockKept] = await Promise.all([
      read(join(root, 'proc/stat')),
      read(join(root, 'proc/meminfo')).then(memoryOf),
      diskPercentOf(stateFolder),
      temperatureOf(root),
      gpuPercentOf(root),
      power(),
      clock(),
    ]);
    const time = processorTime(stat);
    const cpuPercent = before === null || time === null ? null : busyPercent(before, time);
    before = time;
    return {
      at: now(),
      uptimeS: Math.floor(uptime()),
      cpuPercent,
      memoryPercent: memory === null ? null : (1 - memory.available_bytes / memory.total_bytes) * 100,
      diskPercent,
      temperatureC,
      gpuPercent,
      power: powerNow,
      clockKept,
    };
  };
}

/** Ticks of all cores since the machine was switched on. */
interface ProcessorTime {
  readonly busy: number;
  readonly all: number;
}

/** Of /proc/stat. Waiting for a disk is not work; what guests of a virtual machine use is in `user` already. Pure. */
export function processorTime(text: string): ProcessorTime | null {
  const line = /^cpu +([\d ]+)$/m.exec(text)?.[1];
  if (line === undefined) return null;
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, interrupts = 0, soft = 0, stolen = 0] = line.split(' ').map(Number);
  const busy = user + nice + system + interrupts + soft + stolen;
  return { busy, all: busy + idle + wait };
}

function busyPercent(before: ProcessorTime, after: ProcessorTime): number | null {
  const all = after.all - before.all;
  // The kernel's counters of waiting may go back a little.
  return all <= 0 ? null : Math.min(100, Math.max(0, (100 * (after.busy - before.busy)) / all));
}

/** The busiest graphics card that tells; null: none does (only some drivers do, amdgpu among them). */
async function gpuPercentOf(root: string): Promise<number | null> {
  const folder = join(root, 'sys/class/drm');
  const cards = (await readdir(folder).catch((): string[] => [])).filter((name) => /^card\d+$/.test(name));
  const told = await Promise.all(cards.map(async (card) => Number.parseInt(await read(join(folder, card, 'device/gpu_busy_percent')), 10)));
  const known = told.filter(Number.isFinite);
  return known.length === 0 ? null : Math.max(...known);
}

function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
