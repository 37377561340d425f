/** Start, stop and restart: ask, wait for what comes of it, and say that in a sentence. Ctrl+C ends the waiting only. */
import type { Overview } from '../documents/overview.ts';
import { capitalName, duration } from '../supervisor/words.ts';
import { isDone, isOverview } from './answers.ts';
import { connect } from './client.ts';
import { EXIT, type ExitStatus } from './exit.ts';
import { follow, untilInterrupted } from './follow.ts';
import { judge, type Outcome, type Verb } from './outcome.ts';

/** On a terminal, what is still waited for is shown, and moves on after so long, in milliseconds. */
const TICK_MS = 1_000;

/** `service` undefined: the whole exhibit. */
export async function steer(verb: Verb, service: string | undefined, exhibit: string | undefined): Promise<ExitStatus> {
  const client = await connect(exhibit);
  const before = await client.get('overview', isOverview);
  const begun = performance.now();
  // From the asking on: Ctrl+C no longer takes anything back.
  const outcome = await untilInterrupted<Outcome | null>(async (signal) => {
    await client.command(verb, service === undefined ? {} : { service }, isDone);
    let seen: Outcome | null = null;
    const look = async () => {
      const now = await client.get('overview', isOverview);
      seen = judge(verb, service ?? null, before, now);
      progress(seen === null ? pending(service, now) : '');
      return seen !== null;
    };
    // A stream that ends tells nothing yet: if the supervisor is gone, following it again says so.
    while (seen === null && !signal.aborted) await follow(client, look, signal, process.stderr.isTTY ? TICK_MS : undefined);
    return seen;
  });
  if (outcome === null) {
    progress('');
    process.stderr.write('It was asked for and goes on. See how: invigil status --watch\n');
    return EXIT.done;
  }
  if (outcome.kind === 'broken') {
    process.stderr.write(`${outcome.text}.\nWhat it said last: invigil logs${service === undefined ? '' : ` ${service}`}\n`);
    return EXIT.failed;
  }
  const took = outcome.kind === 'reached' ? ` (${duration(performance.now() - begun)})` : '';
  process.stdout.write(`${outcome.text}${took}.\n`);
  return EXIT.done;
}

/** One line that is painted over, on a terminal only. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text}\x1b[K`);
}

function pending(service: string | undefined, now: Overview): string {
  const place = now.status.services.findIndex((one) => one.name === service);
  const words = now.services[place];
  return words === undefined ? now.sentence.text : `${capitalName(words.name)}: ${words.doing}`;
}
