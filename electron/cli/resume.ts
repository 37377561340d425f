/** `invigil resume`: ends a pause or safe mode. */
import { Command } from 'commander';
import { isDone, isOverview } from './answers.ts';
import { connect } from './client.ts';
import { EXIT } from './exit.ts';
import { example, type GlobalOptions } from './help.ts';

export function command(): Command {
  return new Command('resume')
    .addHelpText('after', example('invigil resume', 'when the sensor is back in its place'))
    .action(async (_, self: Command) => {
      const client = await connect(self.optsWithGlobals<GlobalOptions>().exhibit);
      await client.command('resume', {}, isDone);
      const { sentence } = await client.get('overview', isOverview);
      process.stdout.write(`Watched over again. ${sentence.text}\n`);
      process.exitCode = EXIT.done;
    });
}
