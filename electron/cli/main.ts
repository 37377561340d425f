/**
 * The command line (contract 6). One file for each command, loaded only when it is asked for, so that `invigil status` is as
 * quick as Node itself nearly is: what answers a question must not first load what runs an exhibit.
 *
 * Invariants: the exit status says how it ended (`exit.ts`); answers go to standard output, everything else to standard error;
 * an error says what happened, what it means and what to do.
 */
import { Command, CommanderError } from 'commander';
import { CliError, EXIT } from './exit.ts';

interface Listed {
  readonly summary: string;
  load(): Promise<{ command(): Command }>;
}

/** In the order in which help shows them. */
const COMMANDS: Readonly<Record<string, Listed>> = {
  run: { summary: 'run an exhibit', load: () => import('./run.ts') },
  status: { summary: 'is it all right, and what does each service do', load: () => import('./status.ts') },
  start: { summary: 'start one service or the whole exhibit', load: () => import('./start.ts') },
  stop: { summary: 'stop one service or the whole exhibit', load: () => import('./stop.ts') },
  restart: { summary: 'restart one service or the whole exhibit', load: () => import('./restart.ts') },
  pause: { summary: 'let everything run on without mending anything', load: () => import('./pause.ts') },
  resume: { summary: 'end a pause or safe mode', load: () => import('./resume.ts') },
  reload: { summary: 'read the exhibit file again', load: () => import('./reload.ts') },
  overlay: { summary: 'open the overlay on a screen', load: () => import('./overlay.ts') },
  screenshot: { summary: 'a picture of what visitors see', load: () => import('./screenshot.ts') },
  try: { summary: 'run a program and see whether it fits', load: () => import('./try.ts') },
  init: { summary: 'write an exhibit file for a folder', load: () => import('./init.ts') },
  logs: { summary: 'what the services have written', load: () => import('./logs.ts') },
  incidents: { summary: 'what failed, and what is known of it', load: () => import('./incidents.ts') },
  support: { summary: 'one archive for whoever helps, without secrets', load: () => import('./support.ts') },
  health: { summary: 'health of every service, for monitoring too', load: () => import('./health.ts') },
  alert: { summary: 'try whether alerts arrive', load: () => import('./alert.ts') },
  check: { summary: 'check an exhibit file', load: () => import('./check.ts') },
  doctor: { summary: 'what of this machine does not fit the exhibit', load: () => import('./doctor.ts') },
  desktop: { summary: 'fit the desktop around an exhibit, and put it back', load: () => import('./desktop.ts') },
  pin: { summary: 'set the PIN with which somebody opens the overlay', load: () => import('./pin.ts') },
  password: { summary: 'set the password with which somebody opens the dashboard', load: () => import('./password.ts') },
  token: { summary: 'make a token with which a program asks the API', load: () => import('./token.ts') },
  install: { summary: 'put an exhibit onto this machine', load: () => import('./install.ts') },
  uninstall: { summary: 'take away what install has made', load: () => import('./uninstall.ts') },
  provision: { summary: "put this machine's site.toml in place", load: () => import('./provision.ts') },
  card: { summary: 'a page to hang beside the exhibit', load: () => import('./card.ts') },
  schema: { summary: 'print the JSON Schema of the exhibit file', load: () => import('./schema.ts') },
};

/** Resolves when the command has ended; `process.exitCode` is set. */
async function main(args: readonly string[]): Promise<void> {
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

// The reader of a pipe may leave early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.done : ended(error));
});

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = ended(error);
}
