/** The part of the policy that is under trial. A planted one has the same face. */
import * as real from '../../electron/supervisor/policy/index.ts';

export type Policy = Pick<
  typeof real,
  'initial' | 'refusal' | 'step' | 'nextDeadline' | 'exhibitState' | 'visibleState' | 'stoppedBy' | 'waitingFor'
>;

export const policy: Policy = real;
