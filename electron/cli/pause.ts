/** `invigil pause [--for 30m]`: everything runs on, and nothing is mended. */
import { Command } from 'commander';
import { isDone, isOverview } from './answers.ts';
import { connect } from './client.ts';
import { EXIT } from './exit.ts';
import { example, type GlobalOptions } from './help.ts';

interface Options extends GlobalOptions {
  readonly for?: string;
}

export function command(): Command {
  return new Command('pause')
    .option('--for <duration>', 'how long, as 90s, 30m or 2h; left out: until resumed')
    .addHelpText('after', example('invigil pause --for 30m', 'before you unplug the sensor to clean it'))
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<Options>();
      const client = await connect(options.exhibit);
      await client.command('pause', options.for === undefined ? {} : { for: options.for }, isDone);
      const { sentence } = await client.get('overview', isOverview);
      process.stdout.write(`${sentence.text} To end it: invigil resume\n`);
      process.exitCode = EXIT.done;
    });
}
