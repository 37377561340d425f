/** Where the desktop would still blank or lock the screen. A page keeps the screen on; a program of one's own need not. */
import { type Check, type Finding, ok, warning } from '../finding.ts';
import type { Place } from '../place.ts';

const MEANS = 'The screen may go dark, or ask for a password, in front of visitors.';

export const blanking: Check = async (place) => {
  const { session } = place;
  const found = [
    ...(session?.kind === 'x11' ? await ofX11(place) : ofWayland(place)),
    ...(await ofGnome(place)),
    ...(await ofLogind(place)),
  ];
  return found.length > 0 || session === null ? found : [ok('Nothing here blanks or locks the screen.')];
};

function ofWayland({ running }: Place): Finding[] {
  return ['swayidle', 'hypridle']
    .flatMap((name) => running(name))
    .map(({ command }) => {
      const [name = 'swayidle'] = command;
      return warning(`${name} runs: ${command.join(' ')}.`, MEANS, `Take ${name} out of what the session starts.`);
    });
}

async function ofX11({ ask }: Place): Promise<Finding[]> {
  const said = await ask('xset', 'q');
  if (!said.ok) {
    return [
      warning(
        `The screen saver of X11 cannot be asked: xset: ${said.missing ? 'it is not installed' : said.words}.`,
        MEANS,
        'Install x11-xserver-utils and look again.',
      ),
    ];
  }
  const seconds = Number(/timeout:\s+(\d+)/.exec(said.output)?.[1] ?? 0);
  const power = /DPMS is Enabled/.test(said.output);
  if (seconds === 0 && !power) return [];
  const found = [seconds > 0 ? `blanks the screen after ${seconds} s` : '', power ? 'switches the screen off (DPMS)' : ''].filter(Boolean);
  return [warning(`X11 ${found.join(' and ')}.`, MEANS, 'Let the session run at its start: xset s off -dpms')];
}

async function ofGnome({ ask, session, environment }: Place): Promise<Finding[]> {
  const shell = session?.kind === 'wayland' ? session.compositor : environment['XDG_CURRENT_DESKTOP'];
  const isGnome = /gnome/i.test(shell ?? '');
  if (!isGnome) return [];
  const idle = await ask('gsettings', 'get', 'org.gnome.desktop.session', 'idle-delay');
  const lock = await ask('gsettings', 'get', 'org.gnome.desktop.screensaver', 'lock-enabled');
  const seconds = idle.ok ? Number(/(\d+)\s*$/.exec(idle.output)?.[1] ?? 0) : 0;
  const found: Finding[] = [];
  if (seconds > 0) {
    found.push(warning(`GNOME blanks the screen after ${seconds} s.`, MEANS, 'gsettings set org.gnome.desktop.session idle-delay 0'));
  }
  if (lock.ok && lock.output.trim() === 'true') {
    found.push(warning('GNOME locks the screen.', MEANS, 'gsettings set org.gnome.desktop.screensaver lock-enabled false'));
  }
  return found;
}

async function ofLogind({ ask }: Place): Promise<Finding[]> {
  const manager = ['org.freedesktop.login1', '/org/freedesktop/login1', 'org.freedesktop.login1.Manager'];
  const said = await ask('busctl', 'get-property', ...manager, 'IdleAction');
  // A machine without logind has nothing that acts.
  const action = said.ok ? (/"(.*)"/.exec(said.output)?.[1] ?? 'ignore') : 'ignore';
  if (action === 'ignore') return [];
  const todo = 'Set IdleAction=ignore in /etc/systemd/logind.conf.d/ and restart the machine.';
  return [
    warning(`When nobody touches it, the machine does: ${action} (IdleAction of logind).`, 'The exhibit ends in front of visitors.', todo),
  ];
}
