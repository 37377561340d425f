/** May the supervisor reboot the machine, and staff switch it off? */
import type { Said } from '../../../machine/program.ts';
import { type Check, type Finding, ok, unasked, warning } from '../finding.ts';
import type { Place } from '../place.ts';

const MANAGER = ['org.freedesktop.login1', '/org/freedesktop/login1', 'org.freedesktop.login1.Manager'];
const FOLDERS = ['/etc/polkit-1/rules.d', '/usr/share/polkit-1/rules.d'];
const REBOOT = {
  may: 'reboot the machine',
  cannot: 'reboot',
  cost: 'The rung "reboot" of the ladder is skipped, with an alert; staff cannot reboot it on the screen.',
};
const POWER_OFF = { may: 'switch the machine off', cannot: 'switch itself off', cost: 'Staff cannot switch it off on the screen.' };

export const reboot: Check = async (place) => {
  const { account, ask } = place;
  const canReboot = await ask('busctl', 'call', ...MANAGER, 'CanReboot');
  if (!canReboot.ok) return [unasked(`Whether ${account.name} may reboot the machine`, 'busctl', canReboot, REBOOT.cost, todoOf(place))];
  const canPowerOff = await ask('busctl', 'call', ...MANAGER, 'CanPowerOff');
  return [judge(REBOOT, canReboot, place), judge(POWER_OFF, canPowerOff, place), ...rules(place)];
};

function judge({ may, cannot, cost }: typeof REBOOT, said: Said, place: Place): Finding {
  const who = place.account.name;
  if (!said.ok) return unasked(`Whether ${who} may ${may}`, 'busctl', said, cost, todoOf(place));
  const answer = /"(.*)"/.exec(said.output)?.[1] ?? said.output.trim();
  if (answer === 'yes') return ok(`${who} may ${may}.`, 'Without a rule of polkit that holds only while nobody else is logged in.');
  if (answer === 'na') return warning(`This machine cannot ${cannot}, says logind.`, cost, 'In a container that is as it has to be.');
  return warning(`${who} may not ${may} unasked (logind says: ${answer}).`, cost, todoOf(place));
}

/** Both folders are closed to the account on most systems: that no rule is seen says nothing. */
function rules({ files }: Place): Finding[] {
  return FOLDERS.flatMap((folder) => files.list(folder).map((name) => `${folder}/${name}`))
    .filter((path) => path.includes('invigil'))
    .map((path) => ok(`The rule of polkit is there: ${path}.`));
}

function todoOf({ account, exhibit }: Place): string {
  return `sudo invigil install ${exhibit?.folder ?? 'PATH'} --user ${account.name} writes the rule of polkit that allows it (docs/power.md).`;
}
