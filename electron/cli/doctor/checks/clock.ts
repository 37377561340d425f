/** Is the clock right? Deadlines do not need it; opening hours, logs and certificates do. */
import { type Check, ok, unasked, warning } from '../finding.ts';

const MEANS = 'Times in logs and alerts, and opening hours, follow it; with a clock far off, pages by https are refused.';

export const clock: Check = async ({ ask }) => {
  const said = await ask('timedatectl', 'show', '--property=NTPSynchronized', '--property=NTP');
  if (!said.ok) return [unasked('Whether the clock is kept right', 'timedatectl', said, MEANS, 'Compare `date` with a watch.')];
  if (/^NTPSynchronized=yes$/m.test(said.output)) return [ok('The clock is kept right over the network.')];
  const off = /^NTP=no$/m.test(said.output);
  const todo = off ? 'timedatectl set-ntp true' : 'Look whether the machine reaches a time server: timedatectl timesync-status';
  return [warning('The clock is not kept right over the network.', MEANS, todo)];
};
