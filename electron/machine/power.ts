/**
 * Reboots the machine or switches it off, because a person asked for it: `systemctl` asks logind, and logind and polkit say whether
 * this account may. Ending the exhibit in order is then systemd's part, as at every shutdown.
 */
import { askProgram, type Environment } from './program.ts';

/** logind answers at once; it may first have to be started. In milliseconds. */
const PATIENCE_MS = 10_000;

export type PowerAct = 'reboot' | 'poweroff';

/** `reason`: who refused it and why, as a sentence. Never rejects. */
export async function askForPower(
  act: PowerAct,
  environment: Environment,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: string }> {
  const said = await askProgram('systemctl', ['--no-ask-password', act], environment, PATIENCE_MS);
  if (said.ok) return said;
  if (said.missing) return { ok: false, reason: 'There is no systemctl on this machine: it is not run by systemd.' };
  return { ok: false, reason: `The machine refuses: ${said.words.replace(/\.$/, '')}.` };
}
