/** Why it broke, as far as the evidence tells. Facts that point somewhere, the strongest first; never a guess as a fact. Pure. */
import { basename } from 'node:path';
import type { Incident, SeenProcess, Usage } from '../../incident/record.ts';
import { plainText } from '../../log/text.ts';
import { duration, megabytes } from '../words.ts';

const SIGNALS: Readonly<Record<string, string>> = {
  SIGABRT: 'It ended itself because of an error that it found (SIGABRT).',
  SIGBUS: 'It used memory that was not there (SIGBUS): often a full disk or a file that was cut off.',
  SIGFPE: 'It made an impossible calculation (SIGFPE).',
  SIGILL: 'It ran an instruction that this processor does not have (SIGILL).',
  SIGSEGV: 'It touched memory that is not its own (SIGSEGV): a mistake in the program or in one of its libraries.',
  SIGKILL: 'Somebody killed it, or the kernel did because the machine had no memory left (SIGKILL).',
  SIGTERM: 'Somebody asked it to end (SIGTERM), and it was not Invigil.',
  SIGINT: 'Somebody asked it to end (SIGINT), and it was not Invigil.',
  SIGHUP: 'Its terminal was closed (SIGHUP).',
};

/** The kernel's letters for what a process does. */
const STATES: Readonly<Record<string, string>> = {
  R: 'was working (not waiting for anything)',
  S: 'was waiting',
  D: 'was waiting for a disk or a device, and could not be interrupted',
  T: 'had been stopped by a signal',
  t: 'had been stopped by a debugger',
  Z: 'had ended already',
};

const GROWTH = 2;
const GROWTH_BYTES = 50e6;

export function whyOf(incident: Incident): string[] {
  const { cause, evidence } = incident;
  const facts = [
    cause.kind === 'exit' && cause.signal !== null ? SIGNALS[cause.signal] : undefined,
    evidence.core ?? undefined,
    ofProcess(evidence.processes[0]),
    ofStack(incident),
    ofMemory(evidence.usage),
    ofLastLine(incident),
    cause.kind === 'supervisor' ? ofSupervisor(cause.rebooted) : undefined,
  ].filter((fact) => fact !== undefined);
  return facts.length > 0 ? facts : ['Nothing is known but what is said above.'];
}

function ofProcess(main: SeenProcess | undefined): string | undefined {
  if (main === undefined) return undefined;
  const doing = STATES[main.state.charAt(0)] ?? `was in state ${main.state}`;
  const where = main.waitsIn === null ? '' : ` in the kernel (${main.waitsIn})`;
  return `Just before it was ended, its process ${main.name} (${main.pid}) ${doing}${where}.`;
}

function ofMemory(usage: readonly Usage[]): string | undefined {
  const [first, last] = [usage[0], usage.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const grown = last.memoryBytes - first.memoryBytes;
  if (grown < GROWTH_BYTES || last.memoryBytes < GROWTH * first.memoryBytes) return undefined;
  return `Its memory had grown from ${megabytes(first.memoryBytes)} to ${megabytes(last.memoryBytes)} within ${duration(last.at - first.at)}.`;
}

/** Its own last words, not Invigil's marks; of one that stopped answering the last before that, its stack comes after. */
function ofLastLine({ evidence, service, cause, detectedAt }: Incident): string | undefined {
  const lines = evidence.tails[0]?.lines ?? [];
  const silent = cause.kind === 'freeze' || cause.kind === 'stall' || cause.kind === 'never-ready';
  const said = lines.filter(({ at, stream, text }) => stream !== 'inv' && plainText(text).trim() !== '' && !(silent && at > detectedAt));
  const last = said.at(-1);
  if (last !== undefined) return `Its last line was: ${plainText(last.text).trim()}`;
  return service === null || evidence.tails.length === 0 ? undefined : 'It had not written a line.';
}

/** Where it was, as Python's faulthandler writes it: the innermost call stands below this headline. */
function ofStack({ evidence }: Incident): string | undefined {
  const lines = evidence.tails[0]?.lines ?? [];
  const head = lines.findLastIndex(({ text }) => text.includes('(most recent call first):'));
  const frame = head === -1 ? null : /File "(.+)", line (\d+) in (.+)/.exec(lines[head + 1]?.text ?? '');
  return frame === null ? undefined : `Its stack says that it was in ${frame[3]} (${basename(frame[1] ?? '')}, line ${frame[2]}).`;
}

function ofSupervisor(rebooted: boolean): string {
  return rebooted
    ? 'The journal of the boot before may say more: journalctl -b -1 -e'
    : 'The journal may say who ended it, or that memory ran out: journalctl -e';
}
