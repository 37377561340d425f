/** `invigil logs [SERVICE]`: what services have written, by time, also when nothing runs any more. */
import { Command } from 'commander';
import { closest } from 'fastest-levenshtein';
import { type LogLine, OWN_LOG, type ReadOptions, readLog } from '../log/read.ts';
import { servicesIn } from '../log/reading/open.ts';
import { messageOf } from '../platform/errors.ts';
import { CliError, EXIT } from './exit.ts';
import { untilInterrupted } from './follow.ts';
import { example, type GlobalOptions } from './help.ts';
import { chooseLogFolder } from './log-folder.ts';
import { logLineJson, logLineText } from './log-line.ts';
import { parseSince } from './log-time.ts';
import { lookOf } from './terminal.ts';

/** Lines that are shown when nobody says since when. */
const LAST_LINES = 100;

interface Options extends GlobalOptions {
  readonly follow?: true;
  readonly since?: string;
  readonly grep?: string;
  readonly json?: true;
}

export function command(): Command {
  return new Command('logs')
    .argument('[service]', `the name of a service, or "${OWN_LOG}" for what the supervisor says; left out: all`)
    .option('-f, --follow', 'go on with what is written from now on, until Ctrl+C')
    .option('--since <time>', `"start" (of each service), 10m, 14:30 or 2026-11-21; left out: the last ${LAST_LINES} lines`)
    .option('--grep <pattern>', 'only lines that match this regular expression')
    .option('--json', 'one object a line, for programs')
    .addHelpText('after', example('invigil logs core --since start', 'to see why the core does not get ready'))
    .action(async (service: string | undefined, _, self: Command) => {
      const options = self.optsWithGlobals<Options>();
      const folder = await chooseLogFolder(options.exhibit);
      const request = { folder, ...(await chosen(folder, service)), ...since(options.since), ...grep(options.grep) };
      const look = lookOf(process.stdout, process.env);
      const show = options.json ? logLineJson : (line: LogLine) => logLineText(line, look);
      if (options.follow) await untilInterrupted((follow) => print({ ...request, follow }, show));
      else await print(request, show);
      process.exitCode = EXIT.done;
    });
}

async function print(request: ReadOptions, show: (line: LogLine) => string): Promise<void> {
  for await (const line of readLog(request)) process.stdout.write(`${show(line)}\n`);
}

async function chosen(folder: string, service: string | undefined): Promise<Pick<ReadOptions, 'services'>> {
  if (service === undefined) return {};
  const known = await servicesIn(folder);
  if (known.includes(service)) return { services: [service] };
  const what = `There are no logs of "${service}".`;
  if (known.length === 0) throw new CliError(EXIT.failed, `${what} Nothing was written to ${folder} yet.`);
  throw new CliError(EXIT.usage, `${what} Did you mean "${closest(service, known)}"? Logs are there of: ${known.join(', ')}.`);
}

function since(text: string | undefined): Pick<ReadOptions, 'since' | 'tail'> {
  if (text === undefined) return { tail: LAST_LINES };
  const from = parseSince(text, new Date());
  if (from !== null) return { since: from };
  throw new CliError(EXIT.usage, `--since "${text}" is no time. It would be: start, 10m (ago), 14:30, 2026-11-21 or 2026-11-21T14:30.`);
}

function grep(pattern: string | undefined): Pick<ReadOptions, 'grep'> {
  if (pattern === undefined) return {};
  try {
    return { grep: new RegExp(pattern) };
  } catch (error) {
    const why = messageOf(error);
    throw new CliError(EXIT.usage, `--grep is no regular expression: ${why}`);
  }
}
