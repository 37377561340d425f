/** Checks of the machine as facts for the policy of telling, which wants all that are known each time. */
import type { MachineCheck } from '../alert/policy/index.ts';
import type { Health } from '../health/health.ts';

/** By then the machine was looked at: what an earlier supervisor told of it and is no longer so is over. Milliseconds. */
const FIRST_LOOK_MS = 150_000;

/** The result ends it. */
export function watchMachine(onMachineCheck: Health['onMachineCheck'], tell: (checks: readonly MachineCheck[]) => void): () => void {
  const known = new Map<string, MachineCheck>();
  let isDue = false;
  const due = () => {
    isDue = false;
    tell([...known.values()]);
  };
  const unsubscribe = onMachineCheck((check) => {
    known.set(check.name, check);
    // One look may tell of several.
    if (!isDue) queueMicrotask(due);
    isDue = true;
  });
  const first = setTimeout(due, FIRST_LOOK_MS).unref();
  return () => {
    clearTimeout(first);
    unsubscribe();
  };
}
