/** The folders that the family of daemontools supervises: a script that becomes the service, and one that becomes its logger. */
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Child } from '../peer.ts';
import { MARK_OF_CHILD } from './mark.ts';

const LONG_AGO = new Date('2020-01-01');

/** For a shell. */
const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

/** Lines of a script that give the environment, the last becomes the child. */
export function scriptOf({ command, environment }: Child, ...before: readonly string[]): string {
  const exported = Object.entries({ ...environment, ...MARK_OF_CHILD }).map(([name, value]) => `export ${name}=${quoted(value)}`);
  return ['#!/bin/sh', ...exported, ...before, `exec ${command.map(quoted).join(' ')}`, ''].join('\n');
}

interface Options {
  /** Lines before the child in its script. */
  readonly before?: (child: Child) => readonly string[];
  /** The command that becomes the logger, which keeps files in this folder. */
  readonly logger: (folder: string) => string;
}

/** Makes `services/NAME` with `run`, and with `log/run` where the output is kept. Returns the folder of services. */
export function serviceFolders(folder: string, children: readonly Child[], { before = () => [], logger }: Options): string {
  const services = join(folder, 'services');
  for (const child of children) {
    const service = join(services, child.name);
    mkdirSync(service, { recursive: true });
    script(join(service, 'run'), scriptOf(child, child.stamped === true ? 'exec 2>&1' : 'exec >/dev/null 2>&1', ...before(child)));
    if (child.stamped !== true) continue;
    mkdirSync(join(service, 'log'), { recursive: true });
    mkdirSync(logsOf(folder, child.name), { recursive: true });
    script(join(service, 'log/run'), `#!/bin/sh\nexec ${logger(logsOf(folder, child.name))}\n`);
  }
  // runsvdir waits for a second where the folder has only just been changed, which it has not at a machine's start.
  utimesSync(services, LONG_AGO, LONG_AGO);
  return services;
}

function script(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o755 });
}

function logsOf(folder: string, child: string): string {
  return join(folder, 'logs', child);
}

/** What the logger has kept: closed files are named by their time (`@...`), the one in use is `current`. */
export function keptLogs(folder: string, child: string): string[] {
  const logs = logsOf(folder, child);
  const closed = readdirSync(logs).filter((name) => name.startsWith('@'));
  return [...closed.sort(), 'current'].map((name) => join(logs, name));
}
