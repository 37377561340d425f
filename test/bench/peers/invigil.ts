/**
 * Invigil, from its bundle. `storm` and `backoff` are set so that a service which is killed again and again is restarted again and
 * again, and counts as mended after a second: without that the storm is what would be measured, which others have none of.
 */
import type { ChildProcess } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { Bundled } from '../../measure/bundled.ts';
import type { Child, Peer, RunningPeer } from '../peer.ts';
import { joined } from './launched.ts';
import { endMarked, MARK_OF_CHILD, markOfPeer, supervisors } from './mark.ts';

const AT_ONCE = `storm = { restarts = 1000, within = "1s" }
backoff = { first = "0s", then = "10ms", factor = 1, max = "10ms" }`;
/** Its alerts stand in its own log, where every supervisor is heard. */
const ALERTS = '[[alerts.to]]\nkind = "log"\n';
/** Of each service's log: so much that nothing is given up. */
const KEPT = 'log = { size = "100MB", keep = 1000 }';
const MOST_FILES = 1_000;
/** Beats come several times within the time that a service may be silent for. */
const BEATS_WITHIN = 4;

type Heartbeat = 'notify' | 'zmq';

class Exhibit extends Bundled {
  readonly #said: string;

  constructor(folder: string, toml: string) {
    super(toml);
    this.#said = join(folder, 'supervisor.log');
    Object.assign(this.environment, markOfPeer(folder));
  }

  override spawnSupervisor(): ChildProcess {
    const child = super.spawnSupervisor();
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: string) => appendFileSync(this.#said, text));
    return child;
  }

  /** The oldest first. */
  logs(child: string): string[] {
    const file = join(this.folder, 'state/invigil/test/log', `${child}.log`);
    return [file, ...Array.from({ length: MOST_FILES }, (_, age) => `${file}.${age + 1}`)].reverse();
  }
}

/** By the peer's folder, until they are ended: a supervisor after a killed one is of the same exhibit. */
const exhibits = new Map<string, Exhibit>();

function service({ name, command, environment, silentForMs, byDefault }: Child, kind: Heartbeat): string {
  const values = Object.entries({ ...environment, ...MARK_OF_CHILD }).map(
    ([key, value]) => `${JSON.stringify(key)} = ${JSON.stringify(value)}`,
  );
  const lines = [
    `[service.${name}]`,
    // Where nothing is said, what fails again and again is mended as the core of an exhibit is.
    ...(byDefault === true ? ['role = "core"'] : ['role = "other"', AT_ONCE]),
    `command = ${JSON.stringify(command)}`,
    `environment = { ${values.join(', ')} }`,
    KEPT,
  ];
  if (silentForMs !== undefined) {
    lines.push(`heartbeat = { kind = "${kind}", interval = "${silentForMs / BEATS_WITHIN}ms", timeout = "${silentForMs}ms" }`);
  }
  return `${lines.join('\n')}\n`;
}

/** Invigil with services whose signs of life are of this kind. */
export function invigilBy(kind: Heartbeat): Peer {
  return {
    name: 'invigil',
    title: 'Invigil',
    cannot: [],
    version: () => z.object({ version: z.string() }).parse(createRequire(import.meta.url)('../../../package.json')).version,
    async start(folder, children): Promise<RunningPeer> {
      const head = children.some(({ byDefault }) => byDefault === true) ? ALERTS : '';
      const exhibit = exhibits.get(folder) ?? new Exhibit(folder, `${head}${children.map((child) => service(child, kind)).join('')}`);
      exhibits.set(folder, exhibit);
      await exhibit.start();
      return {
        pid: exhibit.pid,
        processes: () => supervisors(folder),
        log: (child) => joined(exhibit.logs(child)),
        async end() {
          exhibits.delete(folder);
          await exhibit.remove();
          await endMarked(folder);
        },
      };
    },
  };
}

export const invigil = invigilBy('notify');
