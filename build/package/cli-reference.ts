/** The command line as data, from the very definitions that it runs on: for the man page and the completions. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';

const CLI = join(import.meta.dirname, '..', '..', 'electron', 'cli');

export interface CliOption {
  /** As help shows it: `-e, --exhibit <name>`. */
  readonly flags: string;
  readonly long: string | null;
  readonly short: string | null;
  readonly takesValue: boolean;
  /** Empty: any. */
  readonly choices: readonly string[];
  readonly description: string;
}

export interface CliCommand {
  readonly name: string;
  readonly summary: string;
  /** What follows the name: `[options] [service]`. */
  readonly usage: string;
  readonly options: readonly CliOption[];
  /** The words that may follow: `apply` and `restore` of `desktop`. */
  readonly commands: readonly CliCommand[];
  /** Example from real life, at the end of its help; null: it has none. */
  readonly example: string | null;
}

const Module = z.object({ command: z.custom<() => Command>((value) => typeof value === 'function') });

/** Every command in the order in which help shows it. */
export async function cliReference(): Promise<readonly CliCommand[]> {
  const help = execFileSync(process.execPath, [join(CLI, 'main.ts'), '--help'], { encoding: 'utf8' });
  return Promise.all(
    listed(help).map(async ({ name, summary }) => {
      const { command } = Module.parse(await import(join(CLI, `${name}.ts`)));
      return described(command(), name, summary);
    }),
  );
}

/** The commands in a help text: one line each, the rest of a long summary on lines that are further in. */
export function listed(help: string): readonly { name: string; summary: string }[] {
  const [, list = ''] = help.split(/^Commands:\n/m);
  const found: { name: string; summary: string }[] = [];
  for (const line of list.split('\n')) {
    const [, name, summary = ''] = /^ {2}([a-z][a-z-]*)(?: \S+)*(?: {2,}(.*))?$/.exec(line) ?? [];
    const last = found.at(-1);
    if (name !== undefined) found.push({ name, summary });
    else if (last !== undefined && line.trim() !== '') last.summary = `${last.summary} ${line.trim()}`.trim();
  }
  return found.filter(({ name }) => name !== 'help');
}

function described(command: Command, name: string, summary: string): CliCommand {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  const [, example] = help.split(/^(?=Example, )/m);
  return {
    name,
    summary: summary || command.description(),
    usage: command.usage(),
    options: command.options
      .filter((option) => !option.hidden)
      .map((option) => ({
        flags: option.flags,
        long: option.long ?? null,
        short: option.short ?? null,
        takesValue: option.required || option.optional,
        choices: option.argChoices ?? [],
        description: option.description,
      })),
    commands: command.commands.map((child) => described(child, child.name(), child.description())),
    example: example?.trim() ?? null,
  };
}
