/** `invigil card`: a page to print and hang beside the exhibit. */
import { writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { formatProblems, loadExhibit } from '../config/index.ts';
import { messageOf } from '../platform/errors.ts';
import { cardPage } from './card/page.ts';
import { CliError, EXIT } from './exit.ts';
import { example, type GlobalOptions } from './help.ts';
import { choosePlace, configOf } from './secret/place.ts';

interface Options extends GlobalOptions {
  readonly out?: string;
}

export function command(): Command {
  return new Command('card')
    .argument('[path]', 'an exhibit.toml or its folder; left out: the installed exhibit, or the one that -e names')
    .option('--out <file>', 'where it goes; left out: to standard output')
    .addHelpText('after', example('invigil card --out card.html', 'when an exhibit is handed over to the people of the house'))
    .action(async (path: string | undefined, _, self: Command) => {
      const { exhibit: name, out } = self.optsWithGlobals<Options>();
      const loaded = await loadExhibit(path === undefined ? await installed(name) : { path });
      if (!loaded.ok) throw new CliError(EXIT.wrongFile, `${formatProblems(loaded.problems)}\nThere is no card of it.`);
      const page = cardPage({ exhibit: loaded.exhibit, host: hostname() });
      if (out === undefined) process.stdout.write(page);
      else save(out, page);
      process.exitCode = EXIT.done;
    });
}

async function installed(name: string | undefined) {
  const place = await choosePlace(name);
  return { path: join(configOf(place), 'exhibit'), configHome: dirname(place.home.config) };
}

function save(file: string, page: string): void {
  try {
    writeFileSync(file, page);
  } catch (error) {
    throw new CliError(EXIT.failed, `${file} cannot be written: ${messageOf(error)}`);
  }
  process.stdout.write(`The card is in ${file}. Open it in a browser and print it on A5 or A4.\n`);
}
