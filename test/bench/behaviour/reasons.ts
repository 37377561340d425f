/** Where a fault is not dealt with here, or another supervisor does better: why it is so. The page shows these words. */
import type { FaultName } from './fault.ts';

export const REASONS: Readonly<Partial<Record<FaultName, string>>> = {
  killed:
    'Nobody can become the parent of a process that has lost its own: the next supervisor could neither hear how such a service ends, nor read its output, nor trust its beats. So the services of a dead supervisor are ended, and begin anew with the next one: visitors see the holding picture for the time in the table. Supervisors with a small process for each service (runit, s6) keep them, for it is not that process which was killed; monit finds them again by their pid files.',
};

/** What a reader has to know to be fair to the others. */
export const CIRCUMSTANCES: readonly string[] = [
  'Stopping: `sv force-stop` of runit and a `timeout-kill` file of s6 end what ignores SIGTERM; neither is so by itself. What monit runs to stop a service is up to who writes it.',
  'A killed supervisor stands alone here, Invigil too, and the next one is started at once. Under systemd the unit that `pm2 startup` makes ends what pm2 leaves and starts pm2 again; the unit of Debian for supervisord says `KillMode=process` and `RestartSec=50s`, which is what is seen here, 50 s later; the unit of Invigil has what is left ended, and starts it again at once.',
  "systemd writes to the journal, which a manager that was started beside the machine's own does not have: it is asked with `systemctl status` instead.",
];
