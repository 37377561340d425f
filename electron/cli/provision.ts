/**
 * `invigil provision SITE.toml`: puts a file of what belongs to this machine in place. The identity of a cloned card is what its
 * site.toml says: one that was installed without is empty, and this fills it.
 */
import { basename, join } from 'node:path';
import { Command } from 'commander';
import { formatProblems } from '../config/index.ts';
import { judge } from '../config/judge.ts';
import { parseSource, type Source } from '../config/source/parse.ts';
import { readText } from '../config/source/read.ts';
import { giveUpRoot } from '../platform/accounts.ts';
import { messageOf } from '../platform/errors.ts';
import { readFileIfThere, writeFileAtomic } from '../store/atomic-file.ts';
import { CliError, EXIT } from './exit.ts';
import { example, type GlobalOptions } from './help.ts';
import { choosePlace, configOf } from './secret/place.ts';

export function command(): Command {
  return new Command('provision')
    .argument('<site>', 'the file that becomes site.toml; it is copied')
    .addHelpText('after', example('sudo invigil provision /media/usb/floor-2.toml', 'on each of the machines that were made from one card'))
    .action(async (site: string, _, self: Command) => {
      const place = await choosePlace(self.optsWithGlobals<GlobalOptions>().exhibit);
      const config = configOf(place);
      // Before this process becomes the exhibit's user, who need not be able to read a stick.
      const source = await parsed(site);
      if (place.home.account !== null) giveUpRoot(place.home.account);
      const exhibit = await parsed(join(config, 'exhibit/exhibit.toml'));
      const judged = judge(exhibit.source, source.source, config);
      if (!judged.ok) throw new CliError(EXIT.wrongFile, `${formatProblems(judged.problems)}\nNothing was written.`);
      const file = join(config, 'site.toml');
      const before = await replace(file, source.text);
      const old = before === null ? '' : `\nThe one before: ${basename(before)}, beside it.`;
      process.stdout.write(`Written: ${file}${old}\nIt counts from the next start, or from: invigil reload -e ${place.exhibit}\n`);
      process.exitCode = EXIT.done;
    });
}

async function parsed(file: string): Promise<{ readonly text: string; readonly source: Source }> {
  const read = await readText(file);
  if (read.ok) return { text: read.text, source: parseSource(file, read.text) };
  if (read.absent) throw new CliError(EXIT.failed, `There is no file ${file}. Nothing was written.`);
  throw new CliError(EXIT.failed, `${formatProblems([read.problem])}\nNothing was written.`);
}

/** Answers with the file that the one before is kept in; null: there was none, or it is the same. */
async function replace(file: string, text: string): Promise<string | null> {
  try {
    const old = await readFileIfThere(file);
    const aside = old === null || old === text ? null : `${file}.before`;
    if (old !== null && aside !== null) await writeFileAtomic(aside, old);
    await writeFileAtomic(file, text);
    return aside;
  } catch (error) {
    throw new CliError(EXIT.failed, `It could not be written: ${messageOf(error)}\nThe one before stays.`);
  }
}
