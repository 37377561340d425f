/** `invigil pin NAME`: sets the PIN with which somebody opens the overlay on the screen. Only its scrypt line is kept. */
import { join } from 'node:path';
import { Command } from 'commander';
import { makePinLine } from '../access/pin-line.ts';
import { NAME, NAME_WANTED } from '../config/schema/values.ts';
import { giveUpRoot } from '../platform/accounts.ts';
import { FileError } from '../store/atomic-file.ts';
import { CliError, EXIT } from './exit.ts';
import { example, type GlobalOptions } from './help.ts';
import { askPin } from './pin/ask.ts';
import { whatIsNext } from './pin/next.ts';
import { choosePlace, configOf } from './pin/place.ts';
import { writeSecret } from './pin/write.ts';

export function command(): Command {
  return new Command('pin')
    .argument('<name>', 'of the person, as in [[access]]')
    .addHelpText('after', example('invigil pin floor', 'so that floor staff can open the overlay on the screen'))
    .action(async (name: string, _, self: Command) => {
      if (!NAME.test(name)) throw new CliError(EXIT.usage, `"${name}" cannot be the name of a person: it has to be ${NAME_WANTED}.`);
      const place = await choosePlace(self.optsWithGlobals<GlobalOptions>().exhibit);
      const pin = await askPin(name);
      if (place.home.account !== null) giveUpRoot(place.home.account);
      const file = join(configOf(place), 'secrets', `${name}.pin`);
      await write(file, await makePinLine(pin));
      process.stdout.write(`The PIN of ${name} is set: ${file}\n${await whatIsNext(name, file, place)}`);
      process.exitCode = EXIT.done;
    });
}

async function write(file: string, line: string): Promise<void> {
  try {
    await writeSecret(file, line);
  } catch (error) {
    if (!(error instanceof FileError) && !(error instanceof Error && 'code' in error)) throw error;
    throw new CliError(EXIT.failed, `The PIN could not be written: ${error.message}\nThe one before, if there was one, stays.`);
  }
}
