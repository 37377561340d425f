/** The floor of what is written in Node: spawn, read stdout and stderr, and spawn again on exit. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Peer } from '../peer.ts';
import { launched } from './launched.ts';
import { MARK_OF_CHILD } from './mark.ts';

const PROGRAM = join(import.meta.dirname, '../../fixtures/bare-supervisor.mjs');

export const node: Peer = {
  name: 'node',
  title: 'floor: bare Node',
  version: () => process.versions.node,
  cannot: [],
  start(folder, children) {
    const file = join(folder, 'children.json');
    const log = (child: string) => join(folder, `${child}.log`);
    const list = children.map(({ name, command, environment, stamped, silentForMs }) => ({
      command,
      environment: {
        ...environment,
        ...MARK_OF_CHILD,
        ...(silentForMs !== undefined && { NOTIFY_SOCKET: join(folder, `${name}.notify`) }),
      },
      ...(stamped === true && { log: log(name) }),
      ...(silentForMs !== undefined && { silentForMs, socket: join(folder, `${name}.notify`) }),
    }));
    writeFileSync(file, JSON.stringify(list));
    return launched({ folder, command: [process.execPath, PROGRAM, file], logs: (child) => [log(child)] });
  },
};
