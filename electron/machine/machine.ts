/**
 * The machine below the exhibit, for people who stand before it: addresses, Wi-Fi, disk, memory, temperature, versions; its volume
 * (`sound`) and its power (`power`).
 *
 * Invariants: nothing is looked at unless somebody asks, and then at most every 5 s; nothing here blocks the loop (files are read
 * asynchronously, programs are other processes, ended after 3 s); what cannot be found out is null and never an error.
 */
import { readFile, statfs } from 'node:fs/promises';
import { hostname, networkInterfaces, release, uptime } from 'node:os';
import { join } from 'node:path';
import type { Machine } from '../documents/machine.ts';
import { fresh } from '../platform/fresh.ts';
import { addressesOf, wifiOf } from './network.ts';
import type { Environment } from './program.ts';
import { temperatureOf } from './temperature.ts';

const FRESH_MS = 5_000;

export interface MachineOptions {
  /** The disk that is told of is that of this folder. */
  readonly stateFolder: string;
  /** Of Invigil. */
  readonly version: string;
  readonly environment: () => Environment;
  /** Where the kernel's files and the system's lie below; for tests. */
  readonly root?: string;
}

/** Reads the document; at most 5 s old. Never rejects. */
export function createMachine({ stateFolder, version, environment, root = '/' }: MachineOptions): () => Promise<Machine> {
  const current = fresh(FRESH_MS, async () => {
    const [wifi, system, disk, memory, temperature] = await Promise.all([
      wifiOf(root, environment()),
      readFile(join(root, 'etc/os-release'), 'utf8').then(systemName, () => 'unknown'),
      diskOf(stateFolder),
      readFile(join(root, 'proc/meminfo'), 'utf8').then(memoryOf, () => null),
      temperatureOf(root),
    ]);
    return {
      host: hostname(),
      addresses: addressesOf(networkInterfaces()),
      wifi,
      uptime_s: Math.floor(uptime()),
      supervisor_uptime_s: Math.floor(process.uptime()),
      versions: { invigil: version, system, kernel: release() },
      disk,
      memory,
      temperature_c: temperature,
    };
  });
  return () => current.get();
}

/** What users may still write: the part that is kept for root does not count. */
async function diskOf(folder: string): Promise<Machine['disk']> {
  const found = await statfs(folder).catch(() => null);
  return found === null ? null : { free_bytes: found.bavail * found.bsize, total_bytes: found.blocks * found.bsize };
}

/** Of /proc/meminfo. */
function memoryOf(text: string): Machine['memory'] {
  const bytes = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? Number.NaN) * 1024;
  const [available, total] = [bytes('MemAvailable'), bytes('MemTotal')];
  return Number.isNaN(available + total) ? null : { available_bytes: available, total_bytes: total };
}

/** `PRETTY_NAME` of /etc/os-release. */
function systemName(text: string): string {
  return /^PRETTY_NAME=(["']?)(.*)\1$/m.exec(text)?.[2] ?? 'unknown';
}
