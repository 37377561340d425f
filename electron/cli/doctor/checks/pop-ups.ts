/** What would put a window or a notification over the exhibit. */
import { type Check, type Finding, ok, warning } from '../finding.ts';
import { gnomeFindings } from '../gnome.ts';

const MEANS = 'Visitors see its window or notification over the exhibit.';

/** Programs that speak up by themselves, and how each is kept from starting. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'update-notifier': hidden('update-notifier'),
  'update-manager': hidden('update-notifier'),
  'gnome-software':
    'gsettings set org.gnome.software download-updates false, and take it out of the session: sudo apt remove gnome-software',
  'gnome-initial-setup': hidden('gnome-initial-setup-first-login'),
  'blueman-applet': hidden('blueman'),
  'nm-applet': hidden('nm-applet'),
  'pk-update-icon': hidden('pk-update-icon'),
  discover: hidden('org.kde.discover.notifier'),
  mako: 'Take mako out of what the session starts.',
  dunst: 'Take dunst out of what the session starts.',
  swaync: 'Take swaync out of what the session starts.',
  'xfce4-notifyd': 'sudo apt remove xfce4-notifyd',
};

export const popUps: Check = async (place) => {
  const found: Finding[] = Object.entries(PROGRAMS).flatMap(([name, todo]) =>
    place.running(name).length === 0 ? [] : [warning(`${name} runs.`, MEANS, todo)],
  );
  found.push(...(await gnomeFindings(place, ['pop-up'], MEANS)));
  return found.length > 0 || place.session === null ? found : [ok('Nothing known here shows notifications or windows of its own.')];
};

/** An entry of the account's own hides the system's. */
function hidden(name: string): string {
  return `mkdir -p ~/.config/autostart && printf '[Desktop Entry]\\nType=Application\\nName=${name}\\nHidden=true\\n' > ~/.config/autostart/${name}.desktop`;
}
