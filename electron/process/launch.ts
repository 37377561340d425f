import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { messageOf } from '../platform/errors.ts';
import type { OutputPort, SpawnRequest } from '../supervisor/ports.ts';
import { birthOf } from './birth.ts';
import type { Command, Containment } from './containment.ts';
import { limited } from './limits.ts';
import type { Log } from './log.ts';
import type { OomScore } from './oom-score.ts';
import { type Begun, Spare, type Start, waiting } from './spare.ts';
import { findStartFailure, type StartFailure } from './start-failure.ts';
import { INSTANCE_MARK } from './sweep.ts';

export interface Launch {
  readonly command: SpawnRequest['command'];
  /** Gives directory, environment, limits and the name for the output. */
  readonly request: SpawnRequest;
  readonly containment: Containment;
  readonly output: OutputPort;
  readonly oomScore: OomScore;
  /** What may become the process; null: it is forked. */
  readonly spare: Spare | null;
  readonly started: (pid: number) => void;
  /** Instead of `started`. */
  readonly failed: (failure: StartFailure) => void;
  /** After `started`. */
  readonly exited: (code: number | null, signal: NodeJS.Signals | null) => void;
}

/** Starts one process of an instance, the program or one of `before`, contained. */
export function launch(options: Launch): void {
  const { command, request, containment, spare, started, failed, exited } = options;
  const failure = findStartFailure(command[0], request.directory, request.environment);
  if (failure !== null) {
    spare?.letGo();
    return failed(failure);
  }
  /** What no check sees: no more processes allowed, no memory, arguments that are too long. No change in a folder mends that. */
  const refused = (error: unknown) => failed({ reason: messageOf(error), program: command[0], folders: [] });
  const start = startOf(options);
  let begun: Begun;
  try {
    begun = spare?.become(start) ?? { child: fork(start, 'ignore', options), birth: null };
  } catch (error) {
    return refused(error);
  }
  const { child } = begun;
  const { pid } = child;
  if (pid === undefined) {
    child.once('error', refused);
    return;
  }
  containment.entered(pid, begun.birth ?? birthOf(pid));
  child.once('exit', (code, signal) => {
    containment.left(pid);
    exited(code, signal);
  });
  started(pid);
}

type Forking = Pick<Launch, 'request' | 'output' | 'oomScore'>;

/** For the next start of the same; null: that one has to fork. Throws when the machine refuses. */
export function spareFor(options: Forking & Pick<Launch, 'command' | 'containment'>, log: Log): Spare | null {
  return Spare.make(startOf(options), INSTANCE_MARK, (start) => fork(start, 'pipe', options), log);
}

function startOf({ command, request, containment }: Pick<Launch, 'command' | 'request' | 'containment'>): Start {
  const { directory, environment, limits } = request;
  const contained = (inner: Command) => containment.wrap(limited(inner, limits));
  const whole = contained(command);
  return { command: whole, spareCommand: containment.joins ? waiting(whole) : contained(waiting(command)), directory, environment };
}

type Forked = Pick<Start, 'command' | 'directory' | 'environment'>;

function fork({ command, directory, environment }: Forked, stdin: 'pipe' | 'ignore', { request, output, oomScore }: Forking): ChildProcess {
  const { stdout, stderr } = output.open(request.instance.service);
  const [file, ...args] = command;
  // Leader of a session and a process group of its own: nothing sent to the supervisor's terminal reaches it.
  const options: SpawnOptions = { cwd: directory, env: environment, detached: true, stdio: [stdin, stdout, stderr] };
  return oomScore.givenTo(() => spawn(file, args, options));
}
