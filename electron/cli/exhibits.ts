/** Which running exhibit is meant. They are found by their sockets: `$XDG_RUNTIME_DIR/invigil/NAME/control.sock`. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { accepts } from '../platform/accepts.ts';
import { runtimeRoots } from './accounts.ts';
import { CliError, EXIT } from './exit.ts';

/** The socket of the exhibit that is meant: the one called `name`, or the only one that runs. */
export async function chooseSocket(name: string | undefined): Promise<string> {
  const sockets = runtimeRoots().flatMap(socketsIn);
  if (name !== undefined) {
    const found = sockets.find((socket) => exhibitOf(socket) === name);
    if (found === undefined) throw notRunning(`The exhibit "${name}" is not running.`, sockets);
    return found;
  }
  // One alone need not be asked whether it answers: the request that follows finds out.
  const running = sockets.length > 1 ? await answering(sockets) : sockets;
  const [only] = running;
  if (only === undefined) throw notRunning('No exhibit is running.', []);
  if (running.length > 1) {
    throw new CliError(EXIT.usage, `Several exhibits are running: ${names(running)}. Say which one is meant with -e NAME.`);
  }
  return only;
}

/** Names of the exhibits whose supervisors answer. */
export async function runningExhibits(): Promise<string[]> {
  return (await answering(runtimeRoots().flatMap(socketsIn))).map(exhibitOf);
}

/** The name of a socket's exhibit. */
export function exhibitOf(socket: string): string {
  return basename(dirname(socket));
}

/** `what`: what was looked for and not found. */
export function notRunning(what: string, sockets: readonly string[]): CliError {
  const others = sockets.length === 0 ? '' : ` There is: ${names(sockets)}.`;
  const elsewhere = process.getuid?.() === 0 ? '' : '\nOne that runs in another account is found by: sudo invigil ...';
  return new CliError(EXIT.notRunning, `${what}${others}\nStart one with: invigil run PATH${elsewhere}`);
}

function names(sockets: readonly string[]): string {
  return sockets.map(exhibitOf).join(', ');
}

/** Every socket that is there, whether somebody answers on it or not. */
function socketsIn(root: string): string[] {
  return readdirSync(root)
    .map((name) => join(root, name, 'control.sock'))
    .filter((socket) => existsSync(socket));
}

async function answering(sockets: readonly string[]): Promise<string[]> {
  const answers = await Promise.all(sockets.map(accepts));
  return sockets.filter((_, place) => answers[place]);
}
