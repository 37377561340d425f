/** Does the machine reset itself when even its kernel hangs? */
import { type Check, ok, unasked, warning } from '../finding.ts';
import { propertiesOf } from '../sections.ts';
import { isSystemd } from '../unit.ts';

const MEANS = 'When the kernel or systemd hangs, the machine stays so until somebody pulls the plug.';
/** Less than the 15 s that a Raspberry Pi can count to. */
const TODO =
  "sudo mkdir -p /etc/systemd/system.conf.d && printf '[Manager]\\nRuntimeWatchdogSec=14s\\n' | sudo tee /etc/systemd/system.conf.d/60-watchdog.conf && sudo systemctl daemon-reexec";

export const hardwareWatchdog: Check = async (place) => {
  if (!isSystemd(place)) return [];
  const { files, ask } = place;
  if (files.stat('/dev/watchdog') === null) {
    return [
      ok('The machine has no hardware watchdog, or no driver of it.', `${MEANS} Many boards have one that the firmware switches on.`),
    ];
  }
  const said = await ask('systemctl', 'show', '--property=RuntimeWatchdogUSec');
  if (!said.ok) return [unasked('Whether the hardware watchdog is fed', 'systemctl', said, MEANS, TODO)];
  const patience = propertiesOf(said.output)['RuntimeWatchdogUSec'] ?? '0';
  if (['0', 'infinity', ''].includes(patience)) return [warning('Nobody feeds the hardware watchdog, so it is off.', MEANS, TODO)];
  return [ok(`The hardware watchdog resets the machine when systemd is silent for ${patience}.`)];
};
