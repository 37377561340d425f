/** The exhibit under measure: a supervisor from the bundle, as people run it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { Running } from '../support/running.ts';

export const PROJECT = join(import.meta.dirname, '../..');

/** Makes the bundle where it is not that of these sources. */
export function bundle(): void {
  execFileSync(process.execPath, [join(PROJECT, 'build/bundle.ts'), '--if-stale'], { stdio: ['ignore', 'ignore', 'inherit'] });
}

export class Bundled extends Running {
  override spawnSupervisor(): ChildProcess {
    const child = spawn(process.execPath, [join(PROJECT, 'dist/cli.js'), 'run', join(this.folder, 'exhibit')], {
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
    return child;
  }
}
