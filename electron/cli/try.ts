/**
 * `invigil try -- CMD`: runs a program as a service would be run, measures the signs of life it gives, and suggests its table
 * for an exhibit file. Needs neither a supervisor nor a file.
 */
import { Command } from 'commander';
import { milliseconds } from '../config/schema/quantity.ts';
import { CliError, EXIT } from './exit.ts';
import { example, type GlobalOptions } from './help.ts';
import { lookOf } from './terminal.ts';
import { Live } from './try/live.ts';
import { serviceName } from './try/program.ts';
import { reportText } from './try/report.ts';
import type { Trial } from './try/result.ts';
import { suggestedTable } from './try/suggestion.ts';
import { runTrial } from './try/trial.ts';
import { warningsOf } from './try/warnings.ts';

interface Options extends GlobalOptions {
  readonly for?: string;
  readonly json?: true;
}

export function command(): Command {
  return new Command('try')
    .argument('<command...>', 'the program and its arguments, behind --')
    .usage('[options] -- COMMAND...')
    .option('--for <duration>', 'how long it is watched from its start; left out: 20 s from when it is ready')
    .option('--json', 'the report for programs')
    .addHelpText('after', example('invigil try -- python3 core.py', 'to find out which heartbeat and which timeout fit your program'))
    .action(async (words: string[], _, self: Command) => {
      const options = self.optsWithGlobals<Options>();
      const [program, ...args] = words;
      if (program === undefined || program === '') throw new CliError(EXIT.usage, 'No program to try. Say which: invigil try -- COMMAND');
      const forMs = options.for === undefined ? null : watchTime(options.for);
      process.exitCode = await tryOut([program, ...args], forMs, options.json === true);
    });
}

function watchTime(text: string): number {
  const ms = milliseconds(text);
  if (ms > 0) return ms;
  throw new CliError(EXIT.usage, `--for "${text}" is no duration. It would be: 20s, 5m, 1h.`);
}

async function tryOut(words: readonly [string, ...string[]], forMs: number | null, json: boolean): Promise<number> {
  const look = lookOf(process.stderr, process.env);
  // When nobody watches any more, the report is made all the same.
  process.stderr.on('error', () => process.stderr.destroy());
  const live = new Live((text) => process.stderr.write(text), look, process.stderr.isTTY);
  const name = serviceName(words);
  const directory = process.cwd();
  const outcome = await untilTwice((interrupt, hurry) => runTrial({ name, command: words, directory, forMs, live, interrupt, hurry }));
  if (!outcome.ok) {
    if (json) process.stdout.write(`${JSON.stringify({ schema: 1, ok: false, command: words, reason: outcome.reason })}\n`);
    throw new CliError(EXIT.failed, `It cannot be started: ${outcome.reason}.\nInvigil would try again every minute, and tell.`);
  }
  const { trial } = outcome;
  const warnings = warningsOf(trial);
  process.stdout.write(json ? `${document(trial)}\n` : `\n${reportText(trial, lookOf(process.stdout, process.env))}\n`);
  return warnings.length === 0 ? EXIT.done : EXIT.failed;
}

/** Times in whole milliseconds. */
function document(trial: Trial): string {
  const warnings = warningsOf(trial);
  const whole = (_: string, value: unknown) => (typeof value === 'number' ? Math.round(value) : value);
  return JSON.stringify({ schema: 1, ok: warnings.length === 0, ...trial, warnings, table: suggestedTable(trial) }, whole);
}

/** Ctrl+C ends the watching; a second one, the waiting for the end too. */
async function untilTwice<T>(work: (interrupt: AbortSignal, hurry: AbortSignal) => Promise<T>): Promise<T> {
  const interrupt = new AbortController();
  const hurry = new AbortController();
  const onSignal = () => (interrupt.signal.aborted ? hurry : interrupt).abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  try {
    return await work(interrupt.signal, hurry.signal);
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
  }
}
