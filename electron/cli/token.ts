/** `invigil token NAME`: makes a token with which a program asks the API. It is shown once, alone on standard output. */
import { Command } from 'commander';
import { makeToken } from '../access/token.ts';
import type { Exhibit } from '../config/index.ts';
import { EXIT } from './exit.ts';
import { example, type GlobalOptions } from './help.ts';
import { exhibitAt, whatIsNext } from './secret/next.ts';
import { setSecret } from './secret/set.ts';

export function command(): Command {
  return new Command('token')
    .argument('<name>', 'of the program, as in [[access]]')
    .addHelpText(
      'after',
      example('invigil token home', 'so that a program of the house can read how it is; the token before is worth nothing then'),
    )
    .action(async (name: string, _, self: Command) => {
      const token = makeToken();
      const exhibit = self.optsWithGlobals<GlobalOptions>().exhibit;
      const set = await setSecret({ key: 'token', name, what: 'token', exhibit, make: async () => token });
      const now = await exhibitAt(set.place);
      process.stderr.write(`The token of ${name} is set: ${set.file}\nIt is shown here once:\n\n`);
      process.stdout.write(`${token}\n`);
      process.stderr.write(`\n${whatIsNext(name, 'token', set, now)}\n${tryIt(set.file, now)}`);
      process.exitCode = EXIT.done;
    });
}

/** From the file, so that it stands in no list of processes and no history. */
function tryIt(file: string, exhibit: Exhibit | null): string {
  if (exhibit !== null && exhibit.dashboard.listen.length === 0)
    return 'The dashboard is switched off (dashboard.listen is empty): nothing takes a token.\n';
  return `To try it: curl -H "Authorization: Bearer $(cat ${file})" ${addressOf(exhibit)}/api/v1/status\n`;
}

function addressOf(exhibit: Exhibit | null): string {
  const { address = null, listen = [], tls = null } = exhibit?.dashboard ?? {};
  const [{ host, port } = { host: '127.0.0.1', port: 7810 }] = listen;
  const here = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return address ?? `${tls === null ? 'http' : 'https'}://${here}:${port}`;
}
