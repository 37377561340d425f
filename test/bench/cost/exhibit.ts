/** Invigil as a rig: the bundle, with an exhibit of its own. Its runtime folder lies in memory, as on every machine. */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { descendants } from '../../lab/processes.ts';
import { Bundled } from '../../measure/bundled.ts';
import { freePort } from '../../support/free-port.ts';
import type { Rig } from './rig.ts';

/** Until everything that a start does once is done: its message is sent, V8 has given memory back, and has compiled what is used. */
export const SETTLE_MS = 240_000;

/** Tables of an exhibit file in which all is on that is off by itself. */
export async function everythingOn(): Promise<string> {
  const address = async () => `listen = ["127.0.0.1:${await freePort()}"]`;
  return `[dashboard]\n${await address()}\n[metrics]\n${await address()}\n[[alerts.to]]\nkind = "log"\n`;
}

export interface ExhibitRig extends Rig {
  readonly running: Bundled;
}

/** Starts it and waits until every service runs. `environment`: of the supervisor. */
export async function startExhibit(title: string, toml: string, environment: Readonly<Record<string, string>> = {}): Promise<ExhibitRig> {
  const running = new Bundled(toml);
  const memory = mkdtempSync('/dev/shm/inv-');
  rmSync(join(running.folder, 'run'), { recursive: true });
  symlinkSync(memory, join(running.folder, 'run'));
  Object.assign(running.environment, environment);
  const end = async () => {
    await running.remove();
    rmSync(memory, { recursive: true, force: true });
  };
  try {
    await running.start();
    await running.until(
      'every service runs',
      async () => (await running.status()).services.every(({ state }) => state === 'running'),
      60_000,
    );
    const { services } = await running.status();
    const family = new Set(services.flatMap(({ pid }) => (pid === null ? [] : [pid, ...descendants(pid)])));
    return { title, running, end, processes: () => [running.pid, ...descendants(running.pid).filter((pid) => !family.has(pid))] };
  } catch (error) {
    await end();
    throw error;
  }
}
