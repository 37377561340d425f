/** `invigil reload`: the exhibit file is read again, and what changed in it restarts. */
import { Command } from 'commander';
import { list } from '../supervisor/words.ts';
import { isReloaded } from './answers.ts';
import { connect } from './client.ts';
import { EXIT } from './exit.ts';
import { example, type GlobalOptions } from './help.ts';

export function command(): Command {
  return new Command('reload')
    .addHelpText('after', example('invigil check && invigil reload', 'after you have changed a timeout in exhibit.toml'))
    .action(async (_, self: Command) => {
      const client = await connect(self.optsWithGlobals<GlobalOptions>().exhibit);
      const { changed } = await client.command('reload', {}, isReloaded);
      const what = changed.length === 0 ? 'No service had to restart' : `Restarting: ${list(changed)}`;
      process.stdout.write(`The exhibit file was read. ${what}.\n`);
      process.exitCode = EXIT.done;
    });
}
