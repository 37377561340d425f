/** Where the desktop would still blank or lock the screen. A page keeps the screen on; a program of one's own need not. */
import { type Check, ok } from '../finding.ts';
import { gnomeFindings } from '../gnome.ts';
import { ofKde } from './blanking/kde.ts';
import { ofLogind } from './blanking/logind.ts';
import { ofPrograms } from './blanking/programs.ts';
import { ofX11 } from './blanking/x11.ts';

const MEANS = 'The screen may go dark, or ask for a password, in front of visitors.';

export const blanking: Check = async (place) => {
  const found = [
    ...(place.session?.kind === 'x11' ? await ofX11(place, MEANS) : []),
    ...ofPrograms(place, MEANS),
    ...(await gnomeFindings(place, ['dark', 'locked', 'asleep'], MEANS)),
    ...ofKde(place, MEANS),
    ...(await ofLogind(place)),
  ];
  return found.length > 0 || place.session === null ? found : [ok('Nothing here blanks or locks the screen.')];
};
