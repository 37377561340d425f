/** One run of the command line: finds the command, runs it, says what went wrong and sets `process.exitCode`. */
import { Command, CommanderError } from 'commander';
import { COMMANDS } from './commands.ts';
import { CliError, EXIT } from './exit.ts';

/** Resolves when the command has ended; `process.exitCode` is set. */
export async function run(args: readonly string[]): Promise<void> {
  // The reader of a pipe may leave early, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? EXIT.done : ended(error));
  });
  try {
    await parse(args);
  } catch (error) {
    process.exitCode = ended(error);
  }
}

async function parse(args: readonly string[]): Promise<void> {
  const program = new Command('invigil')
    .description('Keeps an unattended installation running.')
    .option('-e, --exhibit <name>', 'the exhibit that is meant, where several run')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('Help: invigil --help, or invigil COMMAND --help')
    .exitOverride();
  for (const [name, { summary, load }] of Object.entries(COMMANDS)) {
    // An exhibit may be called as a command is: then both are loaded, and commander knows which is meant.
    const command = args.includes(name) ? (await load()).command() : new Command(name);
    program.addCommand(command.copyInheritedSettings(program).description(summary));
  }
  await program.parseAsync(args, { from: 'user' });
}

/** Says what went wrong and gives the exit status. */
function ended(error: unknown): number {
  if (error instanceof CliError) {
    process.stderr.write(`${error.message}\n`);
    return error.exit;
  }
  // Commander has said it already; help that was asked for is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  process.stderr.write(`A bug in Invigil: ${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT.bug;
}
