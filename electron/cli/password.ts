/** `invigil password NAME`: sets the password with which somebody opens the dashboard. Only its scrypt line is kept. */
import { Command } from 'commander';
import { makePasswordLine } from '../access/password.ts';
import { EXIT } from './exit.ts';
import { example, type GlobalOptions } from './help.ts';
import { askTwice } from './secret/ask.ts';
import { exhibitAt, whatIsNext } from './secret/next.ts';
import { whyRefused } from './secret/refuse-password.ts';
import { setSecret } from './secret/set.ts';

export function command(): Command {
  return new Command('password')
    .argument('<name>', 'of the person, as in [[access]]')
    .addHelpText(
      'after',
      example('invigil password alice', 'so that Alice can open the dashboard; everybody who is signed in as her is signed out'),
    )
    .action(async (name: string, _, self: Command) => {
      const question = `Password for ${name}, at least 10 characters: `;
      const set = await setSecret({
        key: 'password',
        name,
        what: 'password',
        exhibit: self.optsWithGlobals<GlobalOptions>().exhibit,
        async make(exhibit) {
          const refused = (typed: string) => whyRefused(typed, [name, exhibit]);
          return makePasswordLine(await askTwice({ what: 'password', question, whyRefused: refused }));
        },
      });
      const next = whatIsNext(name, 'password', set, await exhibitAt(set.place));
      process.stdout.write(`The password of ${name} is set: ${set.file}\n${next}`);
      process.exitCode = EXIT.done;
    });
}
