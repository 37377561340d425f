/** `invigil alert test [RECEIVER]`: a test alert, who took it and how long that took. */
import { Argument, Command } from 'commander';
import type { AlertTest } from '../documents/alerts.ts';
import { duration } from '../supervisor/words.ts';
import { isAlertTest } from './answers.ts';
import { connect } from './client.ts';
import { EXIT } from './exit.ts';
import { example, type GlobalOptions } from './help.ts';
import { type Look, lookOf } from './terminal.ts';

type Tried = AlertTest['receivers'][number];

interface Options extends GlobalOptions {
  readonly json?: true;
}

/** The supervisor gives each receiver 15 s. */
const PATIENCE_MS = 20_000;

export function command(): Command {
  return new Command('alert')
    .addArgument(new Argument('<act>', '`test`').choices(['test']))
    .argument('[receiver]', 'as in [[alerts.to]]; left out: each of them')
    .option('--json', 'for programs')
    .addHelpText('after', example('invigil alert test', 'when a phone is new, or nothing was heard for a long time'))
    .action(async (_act: string, receiver: string | undefined, _, self: Command) => {
      const options = self.optsWithGlobals<Options>();
      const client = await connect(options.exhibit);
      const { receivers } = await client.command('test-alert', receiver === undefined ? {} : { receiver }, isAlertTest, PATIENCE_MS);
      const text = options.json ? JSON.stringify({ schema: 1, receivers }) : asText(receivers, lookOf(process.stdout, process.env));
      process.stdout.write(`${text}\n`);
      process.exitCode = receivers.length > 0 && receivers.every(isDelivered) ? EXIT.done : EXIT.failed;
    });
}

function isDelivered({ outcome }: Tried): boolean {
  return outcome === 'delivered';
}

function asText(receivers: readonly Tried[], look: Look): string {
  if (receivers.length === 0) return 'Nobody is told: the exhibit file has no [[alerts.to]].\nHow to tell a phone: docs/ntfy.md';
  const columns = [Math.max(...receivers.map(({ name }) => name.length)), Math.max(...receivers.map(({ kind }) => kind.length))];
  const lines = receivers.map((one) => line(one, columns, look));
  const failed = receivers.filter((one) => !isDelivered(one));
  if (failed.length === 0) return lines.join('\n');
  return [...lines, '', 'What does not fit: invigil doctor. Alerts to who cannot be told now wait, and are tried again.'].join('\n');
}

function line(one: Tried, [nameWidth = 0, kindWidth = 0]: readonly number[], look: Look): string {
  const { name, kind, outcome, detail, took_ms } = one;
  const head = `${look.shape(isDelivered(one) ? 'healthy' : 'error')}${name.padEnd(nameWidth)}  ${kind.padEnd(kindWidth)}`;
  const took = took_ms < 1_000 ? `${Math.max(1, Math.round(took_ms))} ms` : duration(took_ms);
  const words = outcome === 'delivered' ? `took it in ${took}` : `did not take it (${took})`;
  return `${head}  ${words}${detail === null ? '' : `: ${detail}`}`;
}
