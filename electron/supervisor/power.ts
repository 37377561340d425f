/** Whether the ladder may reboot at all. The reboot itself is only recorded until the boot issue brings the real one. */
import type { State } from './policy/state.ts';
import type { Dispatch, PowerPort } from './ports.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A supervisor that somebody started by hand never reboots the machine. systemd names the process that it started itself. */
export function rebootPermission(environment: Environment, pid: number): State['rebootPermitted'] {
  const byUnit = environment['INVOCATION_ID'] !== undefined && environment['SYSTEMD_EXEC_PID'] === String(pid);
  return byUnit ? { ok: true } : { ok: false, reason: 'the supervisor was not started by its unit' };
}

export function refuseReboots(dispatch: Dispatch, note: (text: string) => void): PowerPort {
  return {
    reboot(reason) {
      note(`a reboot is called for (${reason}), which this version only records`);
      dispatch({ type: 'reboot-refused', reason: 'this version does not reboot the machine yet' });
    },
  };
}
