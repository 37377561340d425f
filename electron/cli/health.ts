/** `invigil health`: answers as monitoring plugins do: one line that says how it is, details below, and the exit status. */
import { Command } from 'commander';
import type { HealthReport } from '../health/document.ts';
import { isHealthReport, isOverview } from './answers.ts';
import { type Client, connect } from './client.ts';
import { CliError, EXIT } from './exit.ts';
import { example, type GlobalOptions } from './help.ts';
import { watch } from './watch.ts';

interface Options extends GlobalOptions {
  readonly json?: true;
  readonly watch?: true;
}

/** What monitoring systems understand (contract 6). */
const PLUGIN = {
  healthy: { exit: 0, word: 'OK' },
  warning: { exit: 1, word: 'WARNING' },
  error: { exit: 2, word: 'CRITICAL' },
  fatal: { exit: 2, word: 'CRITICAL' },
  unknown: { exit: 3, word: 'UNKNOWN' },
} as const;

export function command(): Command {
  return new Command('health')
    .option('--json', 'every health document, for programs')
    .option('-w, --watch', 'stay and show every change, until Ctrl+C')
    .addHelpText('after', example('invigil health', 'as a check of Nagios, Icinga or Zabbix: exit status 0 to 3'))
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<Options>();
      const reach = () => connect(options.exhibit);
      // Not known until it was seen.
      let exit: number = PLUGIN.unknown.exit;
      const show = async (client: Client) => {
        const report = await client.get('health', isHealthReport);
        exit = PLUGIN[report.overall_status].exit;
        return options.json ? JSON.stringify(report) : asText(report, await client.get('overview', isOverview));
      };
      try {
        if (options.watch) await watch(reach, show);
        else process.stdout.write(`${await show(await reach())}\n`);
      } catch (error) {
        if (!(error instanceof CliError) || error.exit !== EXIT.notRunning) throw error;
        exit = PLUGIN.unknown.exit;
        process.stdout.write(`${PLUGIN.unknown.word}: ${error.message}\n`);
      }
      process.exitCode = exit;
    });
}

function asText({ overall_status, services }: HealthReport, { sentence }: { sentence: { text: string } }): string {
  const width = Math.max(0, ...services.map((service) => service.service_name.length));
  const lines = services.flatMap(({ service_name, overall_status: status, checks }) => [
    `${service_name.padEnd(width)}  ${status}`,
    ...checks.filter((check) => check.status !== 'healthy').map((check) => `${' '.repeat(width)}  ${check.name}: ${check.message}`),
  ]);
  return [`${PLUGIN[overall_status].word}: ${sentence.text}`, ...lines].join('\n');
}
