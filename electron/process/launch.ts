import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { messageOf } from '../platform/errors.ts';
import type { OutputPort, SpawnRequest } from '../supervisor/ports.ts';
import type { Containment } from './containment.ts';
import { limited } from './limits.ts';
import type { OomScore } from './oom-score.ts';
import { findStartFailure, type StartFailure } from './start-failure.ts';

export interface Launch {
  readonly command: SpawnRequest['command'];
  /** Gives directory, environment, limits and the name for the output. */
  readonly request: SpawnRequest;
  readonly containment: Containment;
  readonly output: OutputPort;
  readonly oomScore: OomScore;
  readonly started: (pid: number) => void;
  /** Instead of `started`. */
  readonly failed: (failure: StartFailure) => void;
  /** After `started`. */
  readonly exited: (code: number | null, signal: NodeJS.Signals | null) => void;
}

/** Starts one process of an instance, the program or one of `before`, contained. */
export function launch({ command, request, containment, output, oomScore, started, failed, exited }: Launch): void {
  const failure = findStartFailure(command[0], request.directory, request.environment);
  if (failure !== null) return failed(failure);
  /** What no check sees: no more processes allowed, no memory, arguments that are too long. No change in a folder mends that. */
  const refused = (error: unknown) => failed({ reason: messageOf(error), program: command[0], folders: [] });
  const { stdout, stderr } = output.open(request.instance.service);
  const [file, ...args] = containment.wrap(limited(command, request.limits));
  let child: ChildProcess;
  try {
    // Leader of a session and a process group of its own: nothing sent to the supervisor's terminal reaches it.
    const options: SpawnOptions = { cwd: request.directory, env: request.environment, detached: true, stdio: ['ignore', stdout, stderr] };
    child = oomScore.givenTo(() => spawn(file, args, options));
  } catch (error) {
    return refused(error);
  }
  const { pid } = child;
  if (pid === undefined) {
    child.once('error', refused);
    return;
  }
  containment.entered(pid);
  child.once('exit', (code, signal) => {
    containment.left(pid);
    exited(code, signal);
  });
  started(pid);
}
