/** `invigil overlay [SERVICE]`: opens the overlay on a screen, as a key of the compositor does. */
import { Command } from 'commander';
import { isDone } from './answers.ts';
import { connect } from './client.ts';
import { EXIT } from './exit.ts';
import { example, type GlobalOptions } from './help.ts';

export function command(): Command {
  return new Command('overlay')
    .argument('[service]', 'the display on whose screen it opens; left out: the first one')
    .addHelpText(
      'after',
      example('bindsym Ctrl+Alt+i exec invigil overlay', 'a line of the compositor sway, for a display that is a program of its own'),
    )
    .action(async (service: string | undefined, _, self: Command) => {
      const client = await connect(self.optsWithGlobals<GlobalOptions>().exhibit);
      await client.command('overlay', service === undefined ? {} : { service }, isDone);
      process.stdout.write('The overlay opens.\n');
      process.exitCode = EXIT.done;
    });
}
