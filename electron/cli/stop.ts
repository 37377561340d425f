/** `invigil stop [SERVICE]`: stop for as long as nobody starts it again. */
import { Command } from 'commander';
import { example, type GlobalOptions } from './help.ts';
import { steer } from './steer.ts';

export function command(): Command {
  return new Command('stop')
    .argument('[service]', 'the name of a service; left out: the whole exhibit')
    .addHelpText('after', example('invigil stop audio', 'because a guided tour is about to speak in the room'))
    .action(async (service: string | undefined, _, self: Command) => {
      process.exitCode = await steer('stop', service, self.optsWithGlobals<GlobalOptions>().exhibit);
    });
}
