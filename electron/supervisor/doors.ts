/** What the API and the commands get to see and do: snapshots, a stream, and what can be asked for. Nothing reaches around it. */
import type { SupervisorPort } from '../command/port.ts';
import { type Exhibit, formatProblem, loadExhibit } from '../config/index.ts';
import { bootUptimeMs, monotonicMs } from '../platform/clock.ts';
import { Absences } from './absences.ts';
import type { EventStream } from './event-stream.ts';
import type { Loop } from './loop.ts';
import { planOf } from './plan-of.ts';
import { refusal } from './policy/index.ts';
import type { Plan, ServicePlan } from './policy/plan.ts';
import type { State } from './policy/state.ts';
import type { Selected } from './select.ts';
import type { Snapshot } from './snapshot.ts';

export interface DoorsOptions extends Pick<SupervisorPort, 'screens' | 'screenshot' | 'setSound' | 'testAlert' | 'power'> {
  readonly loop: Loop;
  readonly stream: EventStream;
  readonly snapshot: () => Snapshot;
  /** As it runs now. */
  readonly exhibit: () => Exhibit;
  /** Takes a changed file over, before the policy hears of it. */
  readonly adopt: (exhibit: Exhibit) => void;
  /** Keeps only what this run is about. */
  readonly select: (exhibit: Exhibit) => Selected;
}

export function createDoors({ loop, stream, snapshot, exhibit, adopt, select, power, ...beside }: DoorsOptions): SupervisorPort {
  const absences = new Absences({ monotonicMs, bootUptimeMs });
  stream.subscribe(({ type }) => {
    if (type === 'service' || type === 'exhibit') absences.observe(snapshot());
  });
  return {
    ...beside,
    snapshot,
    serviceNames: () => exhibit().services.map((service) => service.name),
    subscribe: (listener) => stream.subscribe(listener),
    command(command, by) {
      const reason = refusal(loop.state, command);
      if (reason !== null) return { ok: false, reason };
      const act = () => loop.dispatch({ type: 'command', command, by });
      if (command.name !== 'restart') {
        act();
        return { ok: true };
      }
      const backInMs = absences.ofRestart(loop.state.plan, command.service);
      // It may be a shell that has asked, and what it restarts itself: it gets its answer first.
      setImmediate(act);
      return backInMs === null ? { ok: true } : { ok: true, backInMs };
    },
    async power(act, by) {
      const answer = await power(act, by);
      return answer.ok && act === 'reboot' ? { ok: true, backInMs: absences.ofReboot(loop.state.plan) } : answer;
    },
    async reload() {
      const old = exhibit();
      const loaded = await loadExhibit({ path: old.file });
      if (!loaded.ok) return { ok: false, problems: loaded.problems.map((problem) => formatProblem(problem)) };
      if (loaded.exhibit.name !== old.name) {
        return { ok: false, problems: [`The exhibit is called ${old.name} while it runs; the file now says ${loaded.exhibit.name}.`] };
      }
      const selected = select(loaded.exhibit);
      if (!selected.ok) return { ok: false, problems: [selected.problem] };
      const plan = await planOf(selected.exhibit, loop.state.plan.recovers);
      const changed = changedServices(loop.state, plan);
      adopt(selected.exhibit);
      loop.dispatch({ type: 'plan', plan });
      return { ok: true, changed };
    },
  };
}

/** Services that are new, gone, or start anew with other settings. */
function changedServices(state: State, plan: Plan): string[] {
  const whole = ({ digest, shellDigest }: ServicePlan) => digest + shellDigest;
  const before = new Map(state.services.filter((service) => !service.removed).map(({ plan: old }) => [old.name, whole(old)]));
  const after = new Map(plan.services.map((service) => [service.name, whole(service)]));
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).toSorted();
}
