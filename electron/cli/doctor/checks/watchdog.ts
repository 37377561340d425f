/** Does systemd restart a supervisor that hangs? */
import { type Check, ok, unasked, warning } from '../finding.ts';
import { propertiesOf } from '../sections.ts';
import { isSystemd, showUnit, unitName } from '../unit.ts';

const MEANS = 'A supervisor that hangs stays so: nothing restarts what fails, and the picture stays what it is.';

export const watchdog: Check = async (place) => {
  const { exhibit } = place;
  if (exhibit === null || !isSystemd(place)) return [];
  const name = unitName(exhibit);
  const said = await showUnit(place, name, ['LoadState', 'WatchdogUSec', 'Type', 'NotifyAccess']);
  if (!said.ok) return [unasked(`The watchdog of ${name}`, 'systemctl', said, MEANS, 'Log in as the account of the exhibit (not by su).')];
  const about = propertiesOf(said.output);
  // That there is no unit is told by its own check.
  if (about['LoadState'] !== 'loaded') return [];
  const patience = about['WatchdogUSec'] ?? '';
  const isOff = ['', '0', 'infinity'].includes(patience);
  if (isOff)
    return [
      warning(
        `${name} has no watchdog.`,
        MEANS,
        `systemctl --user edit ${name}: [Service], Type=notify, NotifyAccess=main, WatchdogSec=10s`,
      ),
    ];
  if (about['Type'] !== 'notify' || about['NotifyAccess'] === 'none') {
    const found = `${name} has a watchdog of ${patience}, but takes no signs of life (Type=${about['Type']}, NotifyAccess=${about['NotifyAccess']}).`;
    return [
      warning(
        found,
        'systemd kills the supervisor again and again.',
        'Take the drop-in away that changes them: systemctl --user revert ...',
      ),
    ];
  }
  return [ok(`systemd restarts a supervisor that is silent for ${patience}.`)];
};
