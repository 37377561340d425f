/** `invigil schema`: the JSON Schema of the exhibit file, for editors. */
import { Command } from 'commander';
import { exhibitJsonSchema } from '../config/index.ts';
import { EXIT } from './exit.ts';
import { example } from './help.ts';

export function command(): Command {
  return new Command('schema')
    .addHelpText('after', example('invigil schema > exhibit.schema.json', 'so that your editor completes and checks exhibit.toml'))
    .action(() => {
      process.stdout.write(`${JSON.stringify(exhibitJsonSchema(), null, 2)}\n`);
      process.exitCode = EXIT.done;
    });
}
