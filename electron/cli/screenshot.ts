/** `invigil screenshot [FILE]`: the screen as visitors see it now. */
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { messageOf } from '../platform/errors.ts';
import { connect, type Picture } from './client.ts';
import { CliError, EXIT } from './exit.ts';
import { example, type GlobalOptions } from './help.ts';

interface Options extends GlobalOptions {
  readonly service?: string;
}

export function command(): Command {
  return new Command('screenshot')
    .argument('[file]', 'where it goes; "-": to standard output; left out: screenshot-TIME.jpg (or .png) in this folder')
    .option('--service <name>', 'the screen of this display')
    .addHelpText('after', example('ssh kiosk invigil screenshot - > now.jpg', 'to see from your desk what visitors see'))
    .action(async (file: string | undefined, _, self: Command) => {
      const { exhibit, service } = self.optsWithGlobals<Options>();
      const client = await connect(exhibit);
      const picture = await client.picture(`screenshot${service === undefined ? '' : `?service=${encodeURIComponent(service)}`}`);
      if (file === '-') process.stdout.write(picture.bytes);
      else save(file ?? nameOf(picture, new Date()), picture);
      process.exitCode = EXIT.done;
    });
}

function save(file: string, { bytes }: Picture): void {
  try {
    writeFileSync(file, bytes);
  } catch (error) {
    throw new CliError(EXIT.failed, `${file} cannot be written: ${messageOf(error)}`);
  }
  process.stdout.write(`The screen as it is now is in ${file}.\n`);
}

/** `screenshot-20261121-150203.jpg`, in local time. */
function nameOf({ type }: Picture, now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  return `screenshot-${day}-${time}.${type === 'image/png' ? 'png' : 'jpg'}`;
}
