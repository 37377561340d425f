/** Facts of a bare machine on which root installs, for plans. */
import { join } from 'node:path';
import type { Facts, Wishes } from '../../electron/install/facts.ts';
import { templatesIn } from '../../electron/install/look.ts';

const RESOURCES = join(import.meta.dirname, '../../resources');

export const WISHES: Wishes = { user: 'kiosk', session: null, hardware: false };

export function facts(change: Partial<Facts> = {}): Facts {
  return {
    root: true,
    installation: { kind: 'checkout', program: '/opt/invigil/bin/invigil', resources: RESOURCES },
    exhibit: {
      name: 'lantern',
      title: 'The Lantern Room',
      colour: '#101418',
      folder: '/srv/lantern',
      hotkey: 'Ctrl+Alt+I',
      hasPrograms: false,
    },
    account: null,
    folders: {
      config: '/home/kiosk/.config/invigil',
      state: '/home/kiosk/.local/state/invigil',
      units: '/home/kiosk/.config/systemd/user',
    },
    readable: { exhibit: true, program: true },
    groups: new Map([
      ['video', ['ann']],
      ['audio', ['kiosk']],
    ]),
    lingers: false,
    unitRuns: false,
    polkit: true,
    session: SESSION,
    others: [],
    templates: templatesIn(RESOURCES),
    ...change,
  };
}

export const SESSION: Facts['session'] = {
  missing: [],
  xwayland: true,
  drawings: true,
  terminals: true,
  greeter: '_greetd',
  displayManager: null,
  displayManagerRuns: false,
  defaultTarget: 'multi-user.target',
  greetdEnabled: false,
  greetdRuns: false,
};
