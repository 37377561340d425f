/** Asks for a PIN: twice and unseen on a terminal, else as the first line of standard input, for scripts. */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { CliError, EXIT } from '../exit.ts';
import { whyRefused } from './refuse.ts';

/** Rejects when it cannot be a PIN, when it was not the same twice, and when nothing was typed. */
export async function askPin(name: string): Promise<string> {
  const terminal = process.stdin.isTTY === true;
  // What is typed is read key by key, and shown nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal, historySize: 0 });
  const typed = lines[Symbol.asyncIterator]();
  const ask = async (question: string): Promise<string> => {
    if (terminal) process.stderr.write(question);
    const line = await typed.next();
    if (terminal) process.stderr.write('\n');
    if (line.done === true) throw refused('No PIN was typed.');
    return line.value;
  };
  try {
    const pin = (await ask(`PIN for ${name}, 4 to 12 digits: `)).trim();
    const why = whyRefused(pin);
    if (why !== null) throw refused(why);
    if (terminal && (await ask('Once more: ')).trim() !== pin) throw refused('That was another one.');
    return pin;
  } finally {
    lines.close();
  }
}

function refused(why: string): CliError {
  return new CliError(EXIT.failed, `${why} Nothing was written.`);
}
