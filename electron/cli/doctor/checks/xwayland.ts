/** Where a display is a program for X11, a Wayland session needs Xwayland for it. */
import { delimiter, join } from 'node:path';
import type { ExhibitService } from '../../../config/index.ts';
import { type Check, ok, warning } from '../finding.ts';

/** What programs are told by to speak X11. */
const SIGNS: Readonly<Record<string, RegExp>> = {
  DISPLAY: /./,
  GDK_BACKEND: /^x11/,
  QT_QPA_PLATFORM: /^xcb/,
  SDL_VIDEODRIVER: /^x11/,
  SDL_VIDEO_DRIVER: /^x11/,
  XDG_SESSION_TYPE: /^x11/,
};

export const xwayland: Check = async ({ exhibit, session, files, environment }) => {
  const programs = exhibit?.services.filter(({ role, command }) => role === 'display' && command !== null) ?? [];
  if (session?.kind !== 'wayland' || programs.length === 0) return [];
  const isThere = (environment['PATH'] ?? '')
    .split(delimiter)
    .some((folder) => folder !== '' && files.stat(join(folder, 'Xwayland')) !== null);
  if (isThere) return [ok('Xwayland is there, for displays that speak X11.')];
  const sure = programs.filter(wantsX11).map(({ name }) => name);
  if (sure.length > 0)
    return [
      warning(
        'Xwayland is not installed.',
        `${sure.join(' and ')} speaks X11 and finds no screen.`,
        'sudo apt install xwayland, and log in anew.',
      ),
    ];
  const names = programs.map(({ name }) => name).join(' and ');
  return [ok('Xwayland is not installed.', `If ${names} speaks X11 only, it finds no screen: sudo apt install xwayland`)];
};

function wantsX11({ environment }: ExhibitService): boolean {
  return Object.entries(SIGNS).some(([name, sign]) => sign.test(environment[name] ?? ''));
}
