/** Where a fault is not dealt with here, or another supervisor does better: why it is so. The page shows these words. */
import type { FaultName } from './fault.ts';

export const REASONS: Readonly<Partial<Record<FaultName, string>>> = {
  killed:
    'Nobody can become the parent of a process that has lost its own: the next supervisor could neither hear how such a service ends, nor read its output, nor trust its beats. So the services of a dead supervisor are ended, and begin anew with the next one: visitors see the holding picture for the time in the table. Supervisors with a small process for each service (runit, s6) keep them, for it is not that process which was killed; monit finds them again by their pid files.',
};
