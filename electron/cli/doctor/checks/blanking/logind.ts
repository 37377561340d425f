/** What logind does when no session is touched. */
import { type Finding, warning } from '../../finding.ts';
import type { Place } from '../../place.ts';

const MANAGER = ['org.freedesktop.login1', '/org/freedesktop/login1', 'org.freedesktop.login1.Manager'];

export async function ofLogind({ ask }: Place): Promise<Finding[]> {
  const said = await ask('busctl', 'get-property', ...MANAGER, 'IdleAction');
  // A machine without logind has nothing that acts.
  const action = said.ok ? (/"(.*)"/.exec(said.output)?.[1] ?? 'ignore') : 'ignore';
  if (action === 'ignore') return [];
  const todo = 'Set IdleAction=ignore in /etc/systemd/logind.conf.d/ and restart the machine.';
  return [
    warning(`When nobody touches it, the machine does: ${action} (IdleAction of logind).`, 'The exhibit ends in front of visitors.', todo),
  ];
}
