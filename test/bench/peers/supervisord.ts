/**
 * supervisord in the foreground. It looks at its programs once a second and nothing makes that faster; `startretries` is out of
 * reach, so that it never gives up. It puts no time before lines.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Child, Peer } from '../peer.ts';
import { brought, versionOf } from './brought.ts';
import { launched } from './launched.ts';
import { MARK_OF_CHILD } from './mark.ts';

/** `%` begins an expansion. */
const doubled = (word: string) => word.replaceAll('%', '%%');
/** A word of a command, which is split as a shell would. */
const quoted = (word: string) => `"${doubled(word).replaceAll(/["\\]/g, '\\$&')}"`;

/** A value of the environment: between two of either quotes, with no way to have both. */
function value(text: string): string {
  const quote = text.includes('"') ? "'" : '"';
  if (text.includes(quote)) throw new Error(`supervisord's environment cannot hold both kinds of quotes: ${text}`);
  return `${quote}${doubled(text)}${quote}`;
}

function program(folder: string, { name, command, environment, stamped, byDefault }: Child): string {
  const values = Object.entries({ ...environment, ...MARK_OF_CHILD }).map(([key, text]) => `${key}=${value(text)}`);
  return `[program:${name}]
command=${command.map(quoted).join(' ')}
environment=${values.join(',')}
autorestart=true
${byDefault === true ? '' : 'startretries=1000000000'}
redirect_stderr=true
stdout_logfile=${stamped === true ? join(folder, `${name}.log`) : 'NONE'}
stdout_logfile_maxbytes=0
`;
}

export const supervisord: Peer = {
  name: 'supervisord',
  title: 'supervisord',
  version: () => versionOf('supervisor'),
  cannot: ['stamp', 'silence'],
  start(folder, children) {
    const package_ = brought('supervisor');
    const file = join(folder, 'supervisord.conf');
    const head = `[supervisord]\nnodaemon=true\nlogfile=/dev/null\nlogfile_maxbytes=0\npidfile=${join(folder, 'supervisord.pid')}\n`;
    writeFileSync(file, `${head}${children.map((child) => program(folder, child)).join('')}`);
    return launched({
      folder,
      command: ['/usr/bin/python3', join(package_, 'usr/bin/supervisord'), '-c', file],
      environment: { PYTHONPATH: join(package_, 'usr/lib/python3/dist-packages') },
      logs: (child) => [join(folder, `${child}.log`)],
    });
  },
};
