/** What the tests of the clients share: where they are, Pythons, compilers, and a notify socket that keeps what it is sent. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DgramSocket } from 'node-unix-socket';
import { onTestFinished } from 'vitest';
import { until } from '../support/until.ts';

export const CLIENTS = join(import.meta.dirname, '../../resources/clients');
export const PYTHON_CLIENT = join(CLIENTS, 'python');
export const C_CLIENT = join(CLIENTS, 'c');

/** Longest wait for a program of a test: compilers and interpreters on a busy machine. */
export const DEADLINE_MS = 40_000;

/** The environment of an instance as the supervisor makes it, for programs that it did not start. */
export const INSTANCE = { INVIGIL_SERVICE: 'core', INVIGIL_INSTANCE: 'core-1-test' };

/** This process's environment without anything of Invigil's or systemd's, and with the Python client. */
export function outside(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !/^(INVIGIL_\w+|NOTIFY_SOCKET|WATCHDOG_\w+)$/.test(entry[0]),
  );
  return { ...Object.fromEntries(kept), PYTHONPATH: PYTHON_CLIENT, PYTHONDONTWRITEBYTECODE: '1' };
}

/** A Python that has this module: the first one on the path, or Debian's, which has Debian's packages. */
export function pythonWith(module: string): string | null {
  const has = (python: string) => spawnSync(python, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0;
  return ['python3', '/usr/bin/python3'].find(has) ?? null;
}

/** A folder of the test's own, removed with it. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-clients-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Compiles without a warning: `g++` for C++, else `cc`, with the header's folder. */
export function compile(program: string, sources: readonly string[], flags: readonly string[]): string {
  const strict = ['-Wall', '-Wextra', '-pedantic', '-Werror', '-I', C_CLIENT, '-pthread'];
  const compiler = flags.some((flag) => flag.startsWith('-std=c++')) ? ['g++', '-x', 'c++'] : ['cc'];
  const [command = 'cc', ...rest] = [...compiler, ...strict, ...sources, ...flags, '-o', program];
  execFileSync(command, rest, { stdio: ['ignore', 'inherit', 'inherit'], timeout: DEADLINE_MS });
  return program;
}

/** A datagram socket; what comes in lies in `said`, JSON read. */
export class NotifySocket {
  readonly path: string;
  readonly said: unknown[] = [];
  readonly lengths: number[] = [];

  constructor(path = join(ownFolder(), 'notify')) {
    this.path = path;
    const socket = new DgramSocket();
    socket.bind(path);
    socket.on('data', (datagram: Buffer) => {
      const text = datagram.toString('utf8');
      this.lengths.push(datagram.length);
      this.said.push(text.startsWith('{') ? JSON.parse(text) : text);
    });
    onTestFinished(() => socket.close());
  }

  get environment(): Record<string, string> {
    return { ...outside(), ...INSTANCE, NOTIFY_SOCKET: this.path };
  }

  /** The datagrams so far, once there are this many. */
  async hears(count: number): Promise<readonly unknown[]> {
    await until(`${count} datagrams, of which there are ${this.said.length}`, () => this.said.length >= count, DEADLINE_MS);
    return this.said;
  }
}
