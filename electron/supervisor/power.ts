/** Whether the ladder may reboot at all: not where somebody is at work. */
import type { State } from './policy/state.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A supervisor that somebody started by hand never reboots the machine. systemd names the process that it started itself. */
export function rebootPermission(environment: Environment, pid: number): State['rebootPermitted'] {
  const byUnit = environment['INVOCATION_ID'] !== undefined && environment['SYSTEMD_EXEC_PID'] === String(pid);
  return byUnit ? { ok: true } : { ok: false, reason: 'the supervisor was not started by its unit' };
}
