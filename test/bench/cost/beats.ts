/** Services in C that beat over ZeroMQ, for Invigil and for a bare ROUTER: the same programs, the same messages. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Group, startGroup } from '../../measure/group.ts';
import { PROJECT } from '../../support/bundle.ts';
import { compiled } from '../../support/compile.ts';
import { type ExhibitRig, startExhibit } from './exhibit.ts';
import type { Rig } from './rig.ts';

export interface Beats {
  readonly services: number;
  readonly everyMs: number;
  /** Each at a time of its own within `everyMs`. Otherwise beats that happen to come together cost less, here or at the floor. */
  readonly spread: boolean;
}

const PATIENCE_MS = 30_000;

/** By name, the program and what it is called with. */
function programs({ services, everyMs, spread }: Beats): readonly (readonly [name: string, command: readonly [string, ...string[]]])[] {
  const program = compiled('stamped', ['-static']);
  return Array.from({ length: services }, (_, place) => {
    const name = `beats-${place}`;
    const phase = spread ? [`${Math.round((place * everyMs) / services)}`] : [];
    return [name, [program, name, 'zmq', `${everyMs}`, ...phase]];
  });
}

/** `more`: the exhibit file's other tables. */
export function startBeating(title: string, beats: Beats, more = ''): Promise<ExhibitRig> {
  const tables = programs(beats).map(
    ([name, command]) => `[service.${name}]\ncommand = ${JSON.stringify(command)}\nheartbeat = { kind = "zmq" }\n`,
  );
  return startExhibit(title, `${tables.join('')}${more}`);
}

/** The floor. */
export async function startBareRouter(beats: Beats): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'inv-router-'));
  const socket = join(folder, 'beats.sock');
  const groups: Group[] = [];
  const end = async () => {
    await Promise.all(groups.map((group) => group.end()));
    rmSync(folder, { recursive: true });
  };
  try {
    const router = startGroup([process.execPath, join(PROJECT, 'test/fixtures/bare-router.mjs'), `ipc://${socket}`]);
    groups.push(router);
    const deadline = performance.now() + PATIENCE_MS;
    while (!existsSync(socket)) {
      if (performance.now() > deadline) throw new Error('waited in vain for the bare ROUTER');
      await sleep(20);
    }
    for (const [name, command] of programs(beats)) {
      const environment = {
        ...process.env,
        INVIGIL_ENDPOINT: `ipc://${socket}`,
        INVIGIL_SERVICE: name,
        INVIGIL_INSTANCE: `${name}-1-bench`,
      };
      groups.push(startGroup(command, environment));
    }
    return { title: 'bare ROUTER in Node (the floor)', processes: () => [router.pid], end };
  } catch (error) {
    await end();
    throw error;
  }
}
