/**
 * Which running exhibit is meant. They are found by their sockets: `$XDG_RUNTIME_DIR/invigil/NAME/control.sock`. One whose supervisor has
 * just begun, and is about to open its socket, counts as running: else `status` right after a start would say that nothing runs.
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { accepts } from '../platform/accepts.ts';
import { runtimeRoots } from './accounts.ts';
import { CliError, EXIT } from './exit.ts';

/** The socket of the exhibit that is meant: the one called `name`, or the only one that runs. */
export async function chooseSocket(name: string | undefined): Promise<string> {
  const sockets = await supervised();
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

/** Names of the exhibits whose supervisors answer, or are about to. */
export async function runningExhibits(): Promise<string[]> {
  return (await answering(await supervised())).map(exhibitOf);
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

/** The sockets of all exhibits that may run: it is there, whether somebody answers on it or not, or it will be. */
async function supervised(): Promise<string[]> {
  const sockets = runtimeRoots().flatMap((root) => readdirSync(root).map((name) => join(root, name, 'control.sock')));
  const seen = await Promise.all(sockets.map(async (socket) => existsSync(socket) || (await isBeginning(socket))));
  return sockets.filter((_, place) => seen[place]);
}

/** Whether a supervisor runs this exhibit that does not answer on its socket yet, or no more. */
export async function isBeginning(socket: string): Promise<boolean> {
  // Loaded only here: most commands find a socket, and a hash takes 5 ms to load.
  const { isHeld } = await import('../store/lock.ts');
  return isHeld(socket);
}

/** Whose supervisors answer, or are about to. */
async function answering(sockets: readonly string[]): Promise<string[]> {
  const answers = await Promise.all(sockets.map(async (socket) => (await accepts(socket)) || (await isBeginning(socket))));
  return sockets.filter((_, place) => answers[place]);
}
