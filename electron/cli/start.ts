/** `invigil start [SERVICE]`: start what does not run, and wait until it is ready. */
import { Command } from 'commander';
import { example, type GlobalOptions } from './help.ts';
import { steer } from './steer.ts';

export function command(): Command {
  return new Command('start')
    .argument('[service]', 'the name of a service; left out: the whole exhibit')
    .addHelpText('after', example('invigil start audio', 'after the amplifier is back from repair'))
    .action(async (service: string | undefined, _, self: Command) => {
      process.exitCode = await steer('start', service, self.optsWithGlobals<GlobalOptions>().exhibit);
    });
}
