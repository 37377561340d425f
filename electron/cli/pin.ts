/** `invigil pin NAME`: sets the PIN with which somebody opens the overlay on the screen. Only its scrypt line is kept. */
import { Command } from 'commander';
import { makePinLine } from '../access/pin-line.ts';
import { EXIT } from './exit.ts';
import { example, type GlobalOptions } from './help.ts';
import { askTwice } from './secret/ask.ts';
import { exhibitAt, whatIsNext } from './secret/next.ts';
import { whyRefused } from './secret/refuse-pin.ts';
import { setSecret } from './secret/set.ts';

export function command(): Command {
  return new Command('pin')
    .argument('<name>', 'of the person, as in [[access]]')
    .addHelpText('after', example('invigil pin floor', 'so that floor staff can open the overlay on the screen'))
    .action(async (name: string, _, self: Command) => {
      const question = `PIN for ${name}, 4 to 12 digits: `;
      const set = await setSecret({
        key: 'pin',
        name,
        what: 'PIN',
        exhibit: self.optsWithGlobals<GlobalOptions>().exhibit,
        make: async () => makePinLine(await askTwice({ what: 'PIN', question, whyRefused })),
      });
      const next = whatIsNext(name, 'pin', set, await exhibitAt(set.place));
      process.stdout.write(`The PIN of ${name} is set: ${set.file}\n${next}`);
      process.exitCode = EXIT.done;
    });
}
