/** All checks, and what docs/doctor.md says of each. */
import { alerts } from './checks/alerts.ts';
import { appimage } from './checks/appimage.ts';
import { automaticLogin } from './checks/automatic-login.ts';
import { blanking } from './checks/blanking.ts';
import { clock } from './checks/clock.ts';
import { compositor } from './checks/compositor.ts';
import { conditions } from './checks/conditions.ts';
import { containment } from './checks/containment.ts';
import { disk } from './checks/disk.ts';
import { electron } from './checks/electron.ts';
import { graphics } from './checks/graphics.ts';
import { hardwareWatchdog } from './checks/hardware-watchdog.ts';
import { journal } from './checks/journal.ts';
import { keys } from './checks/keys.ts';
import { linger } from './checks/linger.ts';
import { login } from './checks/login.ts';
import { memory } from './checks/memory.ts';
import { permissions } from './checks/permissions.ts';
import { popUps } from './checks/pop-ups.ts';
import { powerSupply } from './checks/power-supply.ts';
import { reboot } from './checks/reboot.ts';
import { sandbox } from './checks/sandbox.ts';
import { sound } from './checks/sound.ts';
import { tools } from './checks/tools.ts';
import { unit } from './checks/unit.ts';
import { updates } from './checks/updates.ts';
import { watchdog } from './checks/watchdog.ts';
import { waysIn } from './checks/ways-in.ts';
import { wear } from './checks/wear.ts';
import { xwayland } from './checks/xwayland.ts';
import type { Check } from './finding.ts';

export interface Listed {
  readonly look: Check;
  /** What it looks at. */
  readonly at: string;
  /** What is a problem or a warning. */
  readonly tells: string;
}

/** The first, which reads the file that the others need, is `doctor.ts` itself. */
export const EXHIBIT_FILE = {
  at: '`exhibit.toml` and `site.toml`, as `invigil check` does',
  tells: 'one of them is wrong',
} as const;

/** In the order in which a person goes through an installation: what shows and who is logged in, what starts it, its surroundings. */
export const CHECKS: Readonly<Record<string, Listed>> = {
  electron: { look: electron, at: 'what pages, holding page and overlay are shown with', tells: 'there is none; it is the one for trials' },
  sandbox: {
    look: sandbox,
    at: 'user namespaces, the profile of AppArmor, `chrome-sandbox`',
    tells: 'Chromium has no sandbox and would not start; the exhibit runs as root',
  },
  graphics: { look: graphics, at: '`/dev/dri/renderD*`', tells: 'there is none, or it is closed to the account: the processor draws' },
  login: {
    look: login,
    at: "the account's login, as logind sees it",
    tells: 'nobody is logged in at the screen; the session is not in front, or locked; the compositor runs outside of a login',
  },
  'automatic-login': {
    look: automaticLogin,
    at: 'greetd, gdm, lightdm, sddm, the console (`--autologin`), the session of `invigil install`',
    tells: 'a boot logs in nobody, or somebody else',
  },
  compositor: {
    look: compositor,
    at: 'the login session, its compositor, its screens',
    tells:
      "nobody is logged in; a display's `output` is not there; the compositor does not place windows by `output` ([screens](screens.md))",
  },
  xwayland: {
    look: xwayland,
    at: 'Xwayland, where a display is a program in a Wayland session',
    tells: 'it is missing and a display asks for X11 by its environment',
  },
  blanking: {
    look: blanking,
    at: "swayidle and its like, GNOME, KDE, X11's screen saver, logind's IdleAction",
    tells: 'the screen would go dark, the machine to sleep, or a password be asked for',
  },
  'pop-ups': {
    look: popUps,
    at: "GNOME's notifications, programs that tell of updates, notification programs",
    tells: 'one would show itself over the exhibit',
  },
  keys: {
    look: keys,
    at: "what sway's configuration binds; files that it includes are not read",
    tells: 'a key does something else than `invigil overlay`',
  },
  'ways-in': {
    look: waysIn,
    at: 'hotkey and corner over programs, PINs, who may read secrets',
    tells: 'nobody can open the overlay or sign in; a secret is open to other accounts',
  },
  unit: {
    look: unit,
    at: '`invigil@NAME.service` of the account: loaded, enabled, running, its program, drop-ins',
    tells: 'there is none; it is not enabled, does not run, has failed, or starts what is not there',
  },
  appimage: {
    look: appimage,
    at: "an AppImage's copy, which units start; FUSE, which the next image is mounted by",
    tells: 'it runs from the image itself, which no unit can start',
  },
  linger: { look: linger, at: "whether the account's services start at boot", tells: 'they start at a login and end with it' },
  watchdog: { look: watchdog, at: "the unit's `WatchdogSec`", tells: 'a supervisor that hangs would stay so' },
  'hardware-watchdog': {
    look: hardwareWatchdog,
    at: '`/dev/watchdog`, `RuntimeWatchdogSec` of systemd',
    tells: 'there is one and nobody feeds it',
  },
  reboot: { look: reboot, at: 'what logind answers to CanReboot and CanPowerOff, the rule of polkit', tells: 'the account may not' },
  containment: {
    look: containment,
    at: 'how a running supervisor holds its services together, limits of the processor',
    tells: 'by process group only: what leaves its group and also drops its environment may outlive its service',
  },
  permissions: {
    look: permissions,
    at: "the exhibit's folder and files, its configuration, its state",
    tells: 'another account may change what is run; state cannot be written; a folder cannot be read',
  },
  conditions: {
    look: conditions,
    at: 'every `wait_for` of the file: devices and cameras, network, servers',
    tells: 'it does not hold now; a device is closed to the account',
  },
  alerts: {
    look: alerts,
    at: 'who is told of alerts: their secrets, the ntfy server, the mail server, the address of the ping; nothing is sent to anybody',
    tells:
      'nobody is told; a secret is missing or open to other accounts; a server does not answer or does not let us in; an ntfy server is older than 2.16',
  },
  sound: { look: sound, at: 'the default sink and its volume', tells: 'it is missing and a service needs it; it is muted or below 5 %' },
  tools: { look: tools, at: '`grim` for pictures of the screen, `pactl` for the volume', tells: 'one is missing' },
  memory: { look: memory, at: 'memory and swap', tells: 'less than a tenth is free; less than 900 MB for a page; swap lies on a card' },
  disk: { look: disk, at: 'room for logs and incidents', tells: 'less than 2 GB; less than 0.2 GB' },
  wear: { look: wear, at: 'how worn eMMC is; SD cards do not tell', tells: '90 % of its life or 80 % of its reserve are used; all of it' },
  journal: { look: journal, at: 'where the journal is kept, its size', tells: 'in memory only; more than 1 GB' },
  clock: { look: clock, at: 'whether the network keeps it right', tells: 'it does not' },
  updates: { look: updates, at: 'unattended upgrades', tells: 'they restart the machine at any time of the day' },
  'power-supply': { look: powerSupply, at: 'the voltage of a Raspberry Pi', tells: 'it is or was too low; it was too hot' },
};

/** The table of docs/doctor.md, line by line. */
export function checksTable(): string {
  const rows = Object.entries({ 'exhibit-file': EXHIBIT_FILE, ...CHECKS }).map(
    ([name, { at, tells }]) => `| \`${name}\` | ${at} | ${tells} |`,
  );
  return ['| check | what it looks at | a problem or a warning |', '| --- | --- | --- |', ...rows].join('\n');
}
