/** `invigil check [PATH]`: what is wrong with an exhibit file, without running anything. */
import { Command } from 'commander';
import { formatEffective, formatProblems, isHiddenShell, loadExhibit } from '../config/index.ts';
import { notesOn } from './check-notes.ts';
import { EXIT } from './exit.ts';
import { example, type GlobalOptions } from './help.ts';
import { exhibitPath } from './run.ts';

interface Options extends GlobalOptions {
  readonly effective?: true;
  readonly json?: true;
}

export function command(): Command {
  return new Command('check')
    .argument('[path]', 'an exhibit.toml or its folder; left out: the installed exhibit that -e names, or this folder')
    .option('--effective', 'print the file as merged with site.toml, and where each value comes from')
    .option('--json', 'for programs')
    .addHelpText('after', example('invigil check --effective ~/exhibits/lantern', 'to see what site.toml changes on this machine'))
    .action(async (path: string | undefined, _, self: Command) => {
      const options = self.optsWithGlobals<Options>();
      const loaded = await loadExhibit({ path: exhibitPath(path, options.exhibit) });
      const json = options.json === true;
      if (!loaded.ok) {
        if (json) process.stdout.write(`${JSON.stringify({ ok: false, problems: loaded.problems })}\n`);
        else process.stderr.write(`${formatProblems(loaded.problems)}\n${count(loaded.problems.length)}\n`);
        process.exitCode = EXIT.wrongFile;
        return;
      }
      const { exhibit, effective } = loaded;
      const notes = await notesOn(exhibit);
      const right = [
        `${exhibit.file} is all right: ${services(exhibit.services.filter((service) => !isHiddenShell(service)).length)}.`,
        ...notes.map((note) => `Note: ${note}`),
      ];
      const plain = json ? JSON.stringify({ ok: true, problems: [], notes }) : right.join('\n');
      process.stdout.write(`${options.effective ? formatEffective(effective, { json }) : plain}\n`);
      process.exitCode = EXIT.done;
    });
}

function count(problems: number): string {
  return problems === 1 ? '1 problem. Mend it and check again.' : `${problems} problems. Mend them and check again.`;
}

function services(number: number): string {
  return number === 1 ? '1 service' : `${number} services`;
}
