/**
 * The machine below the exhibit, for people who stand before it: addresses, Wi-Fi, disk, memory, temperature, versions; its volume
 * (`sound`) and its power (`power`); and for the record how busy, full and hot it is, once a minute (`vitals`).
 *
 * Invariants: but for that record nothing is looked at unless somebody asks, and then at most every 5 s; nothing here blocks the loop (files are read
 * asynchronously, programs are other processes, ended after 3 s); what cannot be found out is null and never an error.
 */
import { readFile } from 'node:fs/promises';
import { hostname, networkInterfaces, release, uptime } from 'node:os';
import { join } from 'node:path';
import type { Machine } from '../documents/machine.ts';
import { fresh } from '../platform/fresh.ts';
import { diskOf, memoryOf } from './capacity.ts';
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

/** `PRETTY_NAME` of /etc/os-release. */
function systemName(text: string): string {
  return /^PRETTY_NAME=(["']?)(.*)\1$/m.exec(text)?.[2] ?? 'unknown';
}
