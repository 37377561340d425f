/** `invigil status`: the sentence, then the services. */
import { Command } from 'commander';
import { isOverview, isStatus } from './answers.ts';
import { type Client, connect } from './client.ts';
import { EXIT } from './exit.ts';
import { example, type GlobalOptions } from './help.ts';
import { statusTable } from './status-table.ts';
import { lookOf } from './terminal.ts';
import { watch } from './watch.ts';

interface Options extends GlobalOptions {
  readonly json?: true;
  readonly watch?: true;
}

export function command(): Command {
  return new Command('status')
    .option('--json', 'for programs')
    .option('-w, --watch', 'stay and show every change, until Ctrl+C')
    .addHelpText('after', example('invigil status --watch', 'while you pull the plug of the projector and put it back'))
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<Options>();
      const reach = () => connect(options.exhibit);
      const show = options.json ? asJson : asTable;
      if (options.watch) await watch(reach, show);
      else process.stdout.write(`${await show(await reach())}\n`);
      process.exitCode = EXIT.done;
    });
}

async function asJson(client: Client): Promise<string> {
  return JSON.stringify(await client.get('status', isStatus));
}

async function asTable(client: Client): Promise<string> {
  return statusTable(await client.get('overview', isOverview), lookOf(process.stdout, process.env));
}
