/** Asks for a PIN or a password: twice and unseen on a terminal, else as the first line of standard input, for scripts. */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { CliError, EXIT } from '../exit.ts';

interface Question {
  /** What it is: `PIN`. */
  readonly what: string;
  /** `PIN for floor, 4 to 12 digits: ` */
  readonly question: string;
  /** Why it cannot be taken, as a sentence; null: it can. */
  readonly whyRefused: (typed: string) => string | null;
}

/** Rejects when it cannot be taken, when it was not the same twice, and when nothing was typed. */
export async function askTwice({ what, question, whyRefused }: Question): Promise<string> {
  const terminal = process.stdin.isTTY === true;
  // What is typed is read key by key, and shown nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal, historySize: 0 });
  const typed = lines[Symbol.asyncIterator]();
  const ask = async (text: string): Promise<string> => {
    if (terminal) process.stderr.write(text);
    const line = await typed.next();
    if (terminal) process.stderr.write('\n');
    if (line.done === true) throw refused(`No ${what} was typed.`);
    return line.value.trim();
  };
  try {
    const first = await ask(question);
    const why = whyRefused(first);
    if (why !== null) throw refused(why);
    if (terminal && (await ask('Once more: ')) !== first) throw refused('That was another one.');
    return first;
  } finally {
    lines.close();
  }
}

function refused(why: string): CliError {
  return new CliError(EXIT.failed, `${why} Nothing was written.`);
}
