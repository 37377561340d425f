/** What the machine's checks mean for the troubles. Each is one of its own, and told when it has lasted. */
import type { MachineCheck } from './fact.ts';
import { badHealth } from './seen.ts';
import { machineText } from './text.ts';
import { find, keyOf, showOnly, well } from './trouble.ts';
import type { Turn } from './turn.ts';

/** Each restart is told of, or not, for itself. */
const TOLD_OTHERWISE = 'restarts';

export function machine(turn: Turn, checks: readonly MachineCheck[]): void {
  const watched = checks.filter(({ name }) => name !== TOLD_OTHERWISE);
  for (const check of watched) {
    const key = keyOf('machine', check.name.slice(0, 64));
    const bad = badHealth(check.status);
    if (bad !== null) {
      showOnly(turn, key, null, { ...bad, kind: 'machine', urgent: false, ...machineText(turn.settings, check) });
      continue;
    }
    const trouble = find(turn, key);
    // One that could not be looked at just now is as it was.
    if (trouble !== undefined && check.status === 'healthy') well(turn, trouble, 'well');
  }
  for (const trouble of turn.state.troubles) {
    if (!trouble.key.startsWith('machine ')) continue;
    if (!watched.some(({ name }) => keyOf('machine', name.slice(0, 64)) === trouble.key)) well(turn, trouble, 'removed');
  }
}
