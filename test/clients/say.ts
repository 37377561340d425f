/** A Node program that says words to Invigil: each one the name of a function of the client, and what it is called with. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { end } from '../heartbeat/support.ts';

const client = new URL('../../resources/clients/node/invigil.mjs', import.meta.url).href;

/** What a program says, as JavaScript after `import * as invigil`. It ends by itself when nothing keeps it. */
export function says(script: string, environment: Readonly<Record<string, string>>, module = client): Program {
  const text = `import * as invigil from ${JSON.stringify(module)};\n${script}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', text], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => end(child));
  return new Program(child);
}

export class Program {
  output = '';
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (this.output += chunk));
  }

  /** Its exit status, when it has ended and everything that it wrote was read. */
  async ended(): Promise<number | null> {
    if (this.#child.exitCode === null) await once(this.#child, 'close');
    return this.#child.exitCode;
  }
}
