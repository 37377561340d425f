/** `invigil health`: answers as monitoring plugins do: one line that says how it is, details below, and the exit status. */
import { Command } from 'commander';
import { isHealthReport, isOverview } from './answers.ts';
import { type Client, connect } from './client.ts';
import { CliError, EXIT } from './exit.ts';
import { PLUGIN, reportText } from './health/report.ts';
import { example, type GlobalOptions } from './help.ts';
import { chooseStateFolder } from './state-folder.ts';
import { watch } from './watch.ts';

interface Options extends GlobalOptions {
  readonly json?: true;
  readonly watch?: true;
  readonly history?: true;
  readonly for?: string;
}

export function command(): Command {
  return new Command('health')
    .argument('[service]', 'with --history: only this one')
    .option('--json', 'every health document, or the history, for programs')
    .option('-w, --watch', 'stay and show every change, until Ctrl+C')
    .option('--history', 'what each service was, also when nothing runs')
    .option('--for <duration>', 'with --history: so far back, as 90m, 24h or 7d; left out: 24h')
    .addHelpText('after', example('invigil health', 'as a check of Nagios, Icinga or Zabbix: exit status 0 to 3'))
    .addHelpText('after', example('invigil health --history --for 7d', 'to see on Monday how the week was'))
    .action(async (service: string | undefined, _, self: Command) => {
      const options = self.optsWithGlobals<Options>();
      if (options.history) return past(service ?? null, options);
      if (service !== undefined || options.for !== undefined) throw new CliError(EXIT.usage, 'SERVICE and --for go with --history.');
      await now(options);
    });
}

async function past(service: string | null, { exhibit, json, for: period = '24h' }: Options): Promise<void> {
  // Loaded here: a check every minute needs no database.
  const { pastAnswer } = await import('./health/past.ts');
  print(pastAnswer(await chooseStateFolder(exhibit), { service, period, json: json === true }));
  process.exitCode = EXIT.done;
}

async function now({ exhibit, json, watch: stays }: Options): Promise<void> {
  const reach = () => connect(exhibit);
  // Not known until it was seen.
  let exit: number = PLUGIN.unknown.exit;
  const show = async (client: Client) => {
    const report = await client.get('health', isHealthReport);
    exit = PLUGIN[report.overall_status].exit;
    return json ? JSON.stringify(report) : reportText(report, await client.get('overview', isOverview));
  };
  try {
    if (stays) await watch(reach, show);
    else print(await show(await reach()));
  } catch (error) {
    if (!(error instanceof CliError) || error.exit !== EXIT.notRunning) throw error;
    exit = PLUGIN.unknown.exit;
    print(await withoutSupervisor(error.message, exhibit, json === true));
  }
  process.exitCode = exit;
}

/** `said`: why nobody answers. */
async function withoutSupervisor(said: string, exhibit: string | undefined, json: boolean): Promise<string> {
  const folder = await chooseStateFolder(exhibit).catch((error: unknown) => {
    // No exhibit has run here, or it is not known which one is meant: then that nobody answers is all there is.
    if (error instanceof CliError) return null;
    throw error;
  });
  const { lookAtAbsent } = await import('./health/absent.ts');
  const { absentText } = await import('./health/absent-text.ts');
  const found = folder === null ? null : await lookAtAbsent(folder);
  if (json) return JSON.stringify({ overall_status: 'unknown', message: said, ...found });
  return found === null ? `${PLUGIN.unknown.word}: ${said}` : absentText(said, found);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
