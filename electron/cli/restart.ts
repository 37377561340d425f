/** `invigil restart [SERVICE]`: end and start again, and wait until it is ready. */
import { Command } from 'commander';
import { example, type GlobalOptions } from './help.ts';
import { steer } from './steer.ts';

export function command(): Command {
  return new Command('restart')
    .argument('[service]', 'the name of a service; left out: the whole exhibit')
    .addHelpText('after', example('invigil restart display', 'because the picture hangs and visitors are waiting'))
    .action(async (service: string | undefined, _, self: Command) => {
      process.exitCode = await steer('restart', service, self.optsWithGlobals<GlobalOptions>().exhibit);
    });
}
