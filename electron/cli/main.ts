/**
 * The command line (contract 6). One file for each command, loaded only when it is asked for, so that `invigil status` is as
 * quick as Node itself nearly is: what answers a question must not first load what runs an exhibit.
 *
 * Invariants: the exit status says how it ended (`exit.ts`); answers go to standard output, everything else to standard error;
 * an error says what happened, what it means and what to do.
 */
import { COMMANDS } from './commands.ts';

const args = process.argv.slice(2);
// An exhibit may be called as a command is: what is named may be either.
const named = Object.entries(COMMANDS).filter(([name]) => args.includes(name));
const asks = named.length > 0 && named.every(([, command]) => command.asks);
const { run } = asks ? await import('./asking.ts') : await import('./program.ts');
await run(args);
