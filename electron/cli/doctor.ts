/** `invigil doctor`: what of this machine does not fit the exhibit. Needs no running supervisor. */
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { formatProblems, loadExhibit } from '../config/index.ts';
import { becomeOwnerOf } from './doctor/account.ts';
import { examine, type Told, tell } from './doctor/examine.ts';
import { ok, problem } from './doctor/finding.ts';
import { lookAround } from './doctor/place.ts';
import { asText } from './doctor/report.ts';
import { EXIT } from './exit.ts';
import { example, type GlobalOptions } from './help.ts';
import { exhibitPath } from './run.ts';
import { lookOf } from './terminal.ts';

interface Options extends GlobalOptions {
  readonly fix?: true;
  readonly json?: true;
}

export function command(): Command {
  return new Command('doctor')
    .argument('[path]', 'an exhibit.toml or its folder; left out: the installed exhibit that -e names, or this folder')
    .option('--fix', 'mend what can safely be mended, and say what was done')
    .option('--json', 'for programs')
    .addHelpText('after', example('invigil doctor', 'when an installation is new, or something about the screen is odd'))
    .action(async (path: string | undefined, _, self: Command) => {
      const options = self.optsWithGlobals<Options>();
      if (path === undefined) becomeOwnerOf(options.exhibit);
      const { exhibit, told } = await readFile(path, options.exhibit);
      const all = [...told, ...(await examine(await lookAround(exhibit), options.fix === true))];
      const bad = all.some(({ level }) => level === 'problem');
      const text = options.json ? JSON.stringify({ schema: 1, ok: !bad, findings: all }) : asText(all, lookOf(process.stdout, process.env));
      process.stdout.write(`${text}\n`);
      process.exitCode = bad ? EXIT.failed : EXIT.done;
    });
}

/** Without a file the machine alone is looked at. */
async function readFile(path: string | undefined, name: string | undefined) {
  const finding = async (found: ReturnType<typeof ok>): Promise<readonly Told[]> => [await tell('exhibit-file', found, false)];
  const meant = exhibitPath(path, name);
  if (path === undefined && name === undefined && !existsSync('exhibit.toml')) {
    return { exhibit: null, told: await finding(ok('There is no exhibit.toml here: only the machine was looked at.')) };
  }
  const loaded = await loadExhibit({ path: meant });
  if (loaded.ok) return { exhibit: loaded.exhibit, told: await finding(ok(`${loaded.exhibit.file} is all right.`)) };
  const means = 'The exhibit does not start with it; one that runs goes on with the last one that was right.';
  const todo = 'Mend the file: `invigil check` says it all again.';
  return { exhibit: null, told: await finding(problem(formatProblems(loaded.problems), means, todo)) };
}
