/**
 * Owns every process of the exhibit.
 *
 * Invariants
 * - A service never runs twice at once: its next instance is started only after the last one's `exited` without leftovers, `gone`
 *   or `start-failed`, and before the first one everything of an earlier supervisor is swept away (`sweep.ts`).
 * - No process outlives its instance (`containment.ts`), and none outlives the supervisor, also after SIGKILL (`guard.ts`).
 * - A start that cannot succeed is a start failure, never a crash (`start-failure.ts`).
 * - No signal goes to a stranger who was given an old pid (`group.ts`).
 *
 * Numbers, in milliseconds on the machine of docs/benchmarks.md, in a supervisor that was idle before: a start by a spare takes the loop 1.0;
 * the look for leftovers at an exit 0.6. Idle costs nothing: there is no timer.
 *
 * Facts are dispatched after the call that caused them has returned, never within it.
 */
import type { Dispatch, Instance, OutputPort, ProcessPort, SpawnRequest } from '../supervisor/ports.ts';
import { cgroupContainment, ownCgroup } from './cgroup.ts';
import { groupContainment } from './group.ts';
import { startGuard } from './guard.ts';
import { allowance, unkept } from './limits.ts';
import { type Log, onlyOnce } from './log.ts';
import { openOomScore } from './oom-score.ts';
import { findParentDeath } from './parent-death.ts';
import { familyOf, isTraced } from './proc.ts';
import { Reapers } from './reapers.ts';
import { Run } from './run.ts';
import { Spares } from './spares.ts';
import { findStartFailure, type StartFailure } from './start-failure.ts';
import { type StartWatch, watchStart } from './start-watch.ts';
import { CONTROL_MARK, INSTANCE_MARK, sweep } from './sweep.ts';
import { Usage } from './usage/usage.ts';

/** `close` waits no longer for what the kernel does not end. */
const CLOSE_PATIENCE_MS = 5000;

export interface ProcessOptions {
  readonly dispatch: Dispatch;
  /** This exhibit's control socket: with it the exhibit's processes are marked, and found. The caller holds the exhibit's lock. */
  readonly controlPath: string;
  readonly output: OutputPort;
  readonly log: Log;
  /** `auto`: a cgroup for each service, if the supervisor's own cgroup allows it. Only for a supervisor that its unit has started. */
  readonly cgroup: 'auto' | 'off';
}

/** Sweeps what an earlier supervisor left, then opens the port. */
export async function createProcesses(options: ProcessOptions): Promise<ProcessPort> {
  const { controlPath, output, log } = options;
  const news = onlyOnce(log);
  const cgroup = options.cgroup === 'auto' ? ownCgroup(log) : null;
  const { killed, left } = await sweep(controlPath, cgroup);
  if (killed.length > 0) log('warning', `ended ${killed.length} processes that an earlier supervisor had left`);
  if (left.length > 0) log('error', `processes that an earlier supervisor had left do not die: ${left.join(', ')}`);
  const parentDeath = findParentDeath();
  if (parentDeath === null) log('info', 'no setpriv: when the supervisor is killed, only the guard ends the services');
  const guard = startGuard(controlPath, cgroup, log);
  const oomScore = openOomScore(log);
  const spares = new Spares(log);
  const reapers = new Reapers();
  const most = allowance();

  /** By the service's name: what runs of it. */
  const runs = new Map<string, { readonly id: string; readonly run: Run }>();
  const watches = new Map<string, StartWatch>();
  let closing = false;
  let closed: Promise<void> | null = null;
  let whenEmpty: (() => void) | null = null;

  const dispatch: Dispatch = (event) =>
    queueMicrotask(() => {
      if (!closing) options.dispatch(event);
    });

  const usage = new Usage({ over: (over) => dispatch({ type: 'over-limit', ...over }), log: news });

  function find(instance: Instance): Run | null {
    const found = runs.get(instance.service);
    return found?.id === instance.id ? found.run : null;
  }

  function watchFailure(request: SpawnRequest, failure: StartFailure): void {
    const { service } = request.instance;
    const check = () => findStartFailure(failure.program, request.directory, request.environment);
    watches.set(
      service,
      watchStart(failure, check, () => dispatch({ type: 'retry', service }), log),
    );
  }

  function unwatch(service: string): void {
    watches.get(service)?.close();
    watches.delete(service);
  }

  async function close(): Promise<void> {
    closing = true;
    spares.close();
    for (const service of watches.keys()) unwatch(service);
    for (const { run } of runs.values()) run.kill();
    if (runs.size > 0) {
      await new Promise<void>((resolve) => {
        const impatience = setTimeout(resolve, CLOSE_PATIENCE_MS);
        whenEmpty = () => {
          clearTimeout(impatience);
          resolve();
        };
      });
    }
    if (runs.size > 0) log('error', `does not die: ${[...runs.keys()].join(', ')}`);
    await guard.close(runs.size > 0);
    await usage.close();
    oomScore.close();
  }

  return {
    spawn(request) {
      const { service, number: instance, id } = request.instance;
      if (closing) throw new Error(`${service} is to start while everything ends`);
      if (runs.has(service)) throw new Error(`${service} is to start while it still runs`);
      unwatch(service);
      const marks = { [CONTROL_MARK]: controlPath, [INSTANCE_MARK]: id };
      const records = Object.entries(marks).map(([name, value]) => `${name}=${value}`);
      const { limits } = request;
      for (const sentence of unkept(limits, most, cgroup !== null)) news('warning', `${service}: ${sentence}`);
      const refused = (pid: number) =>
        news(
          'warning',
          `${service}: process ${pid} of ${id} became another user's and cannot be signalled: until it ends by itself nothing follows it`,
        );
      const run = new Run({
        request: { ...request, environment: { ...request.environment, ...marks } },
        contain: () =>
          cgroup === null
            ? groupContainment({ marks: records, guard, reapers, parentDeath, refused })
            : cgroupContainment({ own: cgroup, service, limits, guard, log: news }),
        output,
        oomScore,
        spares,
        tell(event) {
          if (event.type === 'spawned') usage.begin({ service, instance, pid: event.pid, marks: records, cgroup: run.cgroup, limits });
          dispatch({ ...event, service, instance });
        },
        over(failure) {
          runs.delete(service);
          usage.end(service);
          if (failure !== null && failure.folders.length > 0 && !closing) watchFailure(request, failure);
          if (runs.size === 0) whenEmpty?.();
        },
        log,
      });
      runs.set(service, { id, run });
      run.start();
    },
    stop(instance) {
      find(instance)?.stop();
    },
    stack(instance) {
      find(instance)?.stack();
    },
    kill(instance) {
      find(instance)?.kill();
    },
    traced(instance) {
      const pid = find(instance)?.pid ?? null;
      return pid !== null && isTraced(pid);
    },
    members(instance) {
      return find(instance)?.members() ?? [];
    },
    family(instance) {
      const pid = find(instance)?.pid ?? null;
      return pid === null ? [] : familyOf(pid);
    },
    usage(service) {
      return usage.ask(service);
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
}
