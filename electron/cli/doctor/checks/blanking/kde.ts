/** KDE Plasma keeps it in files of the account, those of version 6 beside those of version 5. Left out there: it locks and blanks. */
import { type Finding, warning } from '../../finding.ts';
import type { Place } from '../../place.ts';
import { settingOf } from '../../sections.ts';

export function ofKde(place: Place, means: string): Finding[] {
  const { session, environment, files, account } = place;
  const name = session?.kind === 'wayland' ? session.compositor : environment['XDG_CURRENT_DESKTOP'];
  if (!/^(kwin|kde|plasma)/i.test(name ?? '')) return [];
  const folder = environment['XDG_CONFIG_HOME'] ?? `${account.home}/.config`;
  const value = (file: string, section: string, key: string) => settingOf(files.read(`${folder}/${file}`), section, key);
  const found: Finding[] = [];
  if (value('kscreenlockerrc', 'Daemon', 'Autolock') !== 'false') {
    found.push(
      warning(
        'KDE locks the screen when nobody touches it.',
        means,
        'kwriteconfig6 --file kscreenlockerrc --group Daemon --key Autolock false (Plasma 5: kwriteconfig5)',
      ),
    );
  }
  const six = value('powerdevilrc', 'AC][Display', 'TurnOffDisplayWhenIdle') === 'false';
  // Version 5 blanks while the section is there; once the file is written at all, a section that is missing is switched off.
  const profiles = files.read(`${folder}/powermanagementprofilesrc`);
  const five = profiles !== null && settingOf(profiles, 'AC][DPMSControl', 'idleTime') === null;
  if (!six && !five) {
    const todo =
      'kwriteconfig6 --file powerdevilrc --group AC --group Display --key TurnOffDisplayWhenIdle false (Plasma 5: System Settings, Energy Saving)';
    found.push(warning('KDE switches the screen off when nobody touches it.', means, todo));
  }
  return found;
}
