import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outlets } from '../../electron/log/log.ts';

/** A folder of one test's own, with what the log needs below it. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'invigil-log-'));
  readonly log = join(this.path, 'log');
  readonly run = join(this.path, 'run');

  get options() {
    return { folder: this.log, runtimeFolder: this.run, exhibit: 'test', journal: false };
  }

  /** What stands in a log file, without the times; [] when it is not there. */
  texts(name: string): string[] {
    return this.raw(name).map((line) => line.slice(25));
  }

  raw(name: string): string[] {
    if (!readdirSync(this.path).includes('log') || !readdirSync(this.log).includes(name)) return [];
    return readFileSync(join(this.log, name), 'utf8').split('\n').slice(0, -1);
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

export const SETTINGS = { sizeBytes: 10e6, keep: 5 };

/** A service with its output in the log. */
export function serve({ stdout, stderr }: Outlets, command: string, ...args: string[]): ChildProcess {
  return spawn(command, args, { stdio: ['ignore', stdout, stderr] });
}

export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
