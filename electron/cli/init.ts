/** `invigil init [FOLDER]`: looks at a folder, asks little, and writes an exhibit file that `check` accepts. */
import { statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { formatProblems } from '../config/index.ts';
import { judge } from '../config/judge.ts';
import { parseSource } from '../config/source/parse.ts';
import { CliError, EXIT } from './exit.ts';
import { example } from './help.ts';
import { ask, type Person } from './init/ask.ts';
import { lookAt } from './init/look.ts';
import type { Proposal } from './init/proposal.ts';
import { exhibitText, nextSteps, shellWord } from './init/write.ts';

const FILE = 'exhibit.toml';

export function command(): Command {
  return new Command('init')
    .argument('[folder]', 'the folder of the exhibit; left out: this one')
    .option('-y, --yes', 'take every proposal, ask nothing')
    .addHelpText('after', example('invigil init ~/exhibits/lantern', 'when your programs run by hand and are to run unattended'))
    .action(async (given: string | undefined, { yes }: { readonly yes?: true }) => {
      const folder = resolve(given ?? '.');
      const file = join(folder, FILE);
      refuseUnlessFree(folder, file);
      if (yes !== true && !(process.stdin.isTTY && process.stdout.isTTY)) {
        throw new CliError(EXIT.usage, 'There is no terminal to ask on. Take every proposal with: invigil init --yes');
      }
      const found = lookAt(folder);
      const proposal = yes === true ? found : await withPerson((person) => ask(person, found));
      write(file, proposal);
      const steps = nextSteps(proposal.programs).map((line) => `  ${line}`);
      const where = folder === process.cwd() ? [] : [`  cd ${shellWord(folder)}`];
      process.stdout.write(`${[`Written: ${file}`, '', 'Next:', ...where, ...steps].join('\n')}\n`);
      process.exitCode = EXIT.done;
    });
}

function refuseUnlessFree(folder: string, file: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new CliError(EXIT.failed, `There is no folder ${folder}. Make it first, with the exhibit's programs in it.`);
  }
  if (statSync(file, { throwIfNoEntry: false }) !== undefined) {
    throw new CliError(
      EXIT.failed,
      `${file} is there already and stays as it is.\nSee whether it is right: invigil check\nTo begin anew, move it away first.`,
    );
  }
}

function write(file: string, proposal: Proposal): void {
  if (proposal.programs.length === 0 && proposal.page === null) {
    const what = 'Nothing was found or named that could run: no program and no page.';
    throw new CliError(
      EXIT.failed,
      `${what}\nPut the programs into the folder first, or write the file by hand: docs/exhibit-toml.md has an example.`,
    );
  }
  const text = exhibitText(proposal);
  const judged = judge(parseSource(file, text), null);
  if (!judged.ok) throw new Error(`the file that was to be written is wrong:\n${formatProblems(judged.problems)}\n${text}`);
  // Fails rather than overwrites, should somebody have written it meanwhile.
  writeFileSync(file, text, { flag: 'wx' });
}

/** Asks on the terminal. Ctrl+C and Ctrl+D end it, and nothing is written. */
async function withPerson<T>(work: (person: Person) => Promise<T>): Promise<T> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  // Keeps what is typed ahead of its question.
  const typed = lines[Symbol.asyncIterator]();
  try {
    return await work({
      say: (text) => void process.stdout.write(`${text}\n`),
      async answer(question) {
        lines.setPrompt(question);
        lines.prompt();
        const line = await typed.next();
        if (line.done === true) throw new CliError(EXIT.failed, '\nNothing was written.');
        return line.value;
      },
    });
  } finally {
    lines.close();
  }
}
