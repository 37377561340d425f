/** The exhibit under measure: a supervisor from the bundle, as people run it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT } from '../support/bundle.ts';
import { Running } from '../support/running.ts';

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
