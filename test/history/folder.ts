/** A history database in a folder of one test's own, with what it had to say. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type History, type HistoryOptions, openHistory } from '../../electron/history/history.ts';
import type { IncidentRow, MachineUse, Records, ResourceRow } from '../../electron/history/rows.ts';

export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'invigil-history-'));
  readonly file = join(this.path, 'history.db');
  /** `warning: what was told` */
  readonly told: string[] = [];
  readonly #open: History[] = [];

  history(options: Partial<HistoryOptions> = {}): History {
    const history = openHistory({ file: this.file, log: (level, text) => this.told.push(`${level}: ${text}`), retryMs: 20, ...options });
    this.#open.push(history);
    return history;
  }

  async remove(): Promise<void> {
    for (const history of this.#open) await history.close();
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** An incident of the core, ended unless said otherwise. */
export function row(id: string, fields: Partial<IncidentRow> = {}): IncidentRow {
  return { id, service: 'core', startedAt: 1_000, endedAt: 2_000, document: JSON.stringify({ id }), picture: null, ...fields };
}

/** What was used in the minute (or the longer step) that begins at `at`. */
export function used(at: number, machine: Partial<MachineUse> = {}, services: ResourceRow['services'] = {}): ResourceRow {
  const { cpuPercent = 10, memoryPercent = 40, diskPercent = 50, temperatureC = 51.5, gpuPercent = null } = machine;
  return { at, machine: { cpuPercent, memoryPercent, diskPercent, temperatureC, gpuPercent }, services };
}

export function records(some: Partial<Records>): Records {
  return { changes: [], audit: [], minute: null, ...some };
}
