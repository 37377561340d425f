/**
 * What can be said of an exhibit whose supervisor does not answer: what systemd says of its unit, where systemd runs; which of its
 * processes are there all the same; health files that lie about, and how old they are; and what its history knows last.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { HistoryError, readChanges } from '../../history/read.ts';
import type { ChangeRow } from '../../history/rows.ts';
import { askProgram } from '../../machine/program.ts';
import { homes } from '../accounts.ts';

/** So many changes back the last state of each service is looked for. */
const LOOKED_AT = 2_000;

export interface Absent {
  readonly exhibit: string;
  /** As systemd says: `inactive (dead)`; null: it does not run here, or does not know the unit. */
  readonly unit: string | null;
  readonly processes: readonly { readonly service: string; readonly pid: number }[];
  /** Newest first. */
  readonly files: readonly { readonly path: string; readonly age_ms: number; readonly overall_status: string | null }[];
  /** Newest first. */
  readonly last_known: readonly ChangeRow[];
}

/** `stateFolder`: the exhibit's. */
export async function lookAtAbsent(stateFolder: string): Promise<Absent> {
  const exhibit = basename(stateFolder);
  return {
    exhibit,
    unit: await unitOf(exhibit),
    processes: processesOf(exhibit),
    files: homes()
      .flatMap(({ runtime }) => filesIn(join(runtime, exhibit, 'health')))
      .sort((a, b) => a.age_ms - b.age_ms),
    last_known: lastKnown(join(stateFolder, 'history.db')),
  };
}

async function unitOf(exhibit: string): Promise<string | null> {
  if (!existsSync('/run/systemd/system')) return null;
  const unit = `invigil@${exhibit}.service`;
  const said = await askProgram('systemctl', ['--user', 'show', unit, '--property=LoadState,ActiveState,SubState'], process.env);
  const value = (key: string) => (said.ok ? new RegExp(`^${key}=(.*)$`, 'm').exec(said.output)?.[1] : undefined);
  return value('LoadState') === 'loaded' ? `${value('ActiveState')} (${value('SubState')})` : null;
}

/** Those that this account may look at. */
function processesOf(exhibit: string): Absent['processes'] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const environment = readIfThere(join('/proc', pid, 'environ'))?.split('\0') ?? [];
      const value = (key: string) => environment.find((one) => one.startsWith(`${key}=`))?.slice(key.length + 1);
      const service = value('INVIGIL_SERVICE');
      return value('INVIGIL_EXHIBIT') === exhibit && service !== undefined ? [{ service, pid: Number(pid) }] : [];
    });
}

/** What the supervisor has published, and what services have written themselves. */
function filesIn(folder: string): Absent['files'] {
  return [folder, join(folder, 'in')].flatMap((each) => {
    const names = existsSync(each) ? readdirSync(each).filter((name) => name.endsWith('.json')) : [];
    return names.flatMap((name) => {
      const path = join(each, name);
      const text = readIfThere(path);
      if (text === null) return [];
      return [{ path, age_ms: Math.max(0, Date.now() - statSync(path).mtimeMs), overall_status: statusIn(text) }];
    });
  });
}

function statusIn(text: string): string | null {
  const status = /"overall_status"\s*:\s*"(\w+)"/.exec(text)?.[1];
  return status ?? null;
}

function lastKnown(file: string): ChangeRow[] {
  try {
    const seen = new Set<string | null>();
    return readChanges(file, LOOKED_AT).filter(({ service }) => !seen.has(service) && seen.add(service).size > 0);
  } catch (error) {
    // What is known besides is told all the same.
    if (error instanceof HistoryError) return [];
    throw error;
  }
}

/** Null: it has ended, or may not be read. */
function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
