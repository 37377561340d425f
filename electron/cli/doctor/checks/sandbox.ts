/** May Chromium shut pages into its sandbox? It needs user namespaces, or its own helper that is root's. */
import { dirname, join } from 'node:path';
import { findElectron } from '../../../platform/electron-path.ts';
import type { Files } from '../files.ts';
import { type Check, ok, problem, warning } from '../finding.ts';
import type { Place } from '../place.ts';

const MEANS = 'Electron refuses to start: neither pages nor the holding page nor the overlay can be shown.';
const SETUID = 0o4000;

export const sandbox: Check = async (place) => {
  const { exhibit, files, account, environment } = place;
  if (exhibit === null || exhibit.services.every(({ command }) => command !== null)) return [];
  if (account.uid === 0) {
    return [
      warning(
        'This is root, for whom Chromium has no sandbox.',
        'A page that breaks out of it is root.',
        'Run the exhibit in an account of its own: sudo invigil install PATH --user kiosk',
      ),
    ];
  }
  const why = whyNoNamespaces(files);
  if (why === null) return [ok("Chromium's sandbox may use user namespaces.")];
  const electron = findElectron(environment)?.path;
  // That there is no Electron is told by its own check.
  if (electron === undefined) return [];
  const { helper, profile } = waysAround(place, electron);
  if (profile !== null && why.byAppArmor) return [ok(`Chromium's sandbox may use user namespaces by ${profile}.`)];
  if (helper) return [ok(`Chromium's sandbox uses its helper, because ${why.text}.`, 'The unit must not set NoNewPrivileges.')];
  const sandboxed = join(dirname(electron), 'chrome-sandbox');
  const byHand = `sudo chown root:root ${sandboxed} && sudo chmod 4755 ${sandboxed}`;
  return [
    problem(
      `Chromium has no sandbox here: ${why.text}.`,
      MEANS,
      why.byAppArmor ? `Install the package, which brings a profile for AppArmor. Or: ${byHand}` : byHand,
    ),
  ];
};

/** Null: they are open to every account. */
function whyNoNamespaces(files: Files): { readonly text: string; readonly byAppArmor: boolean } | null {
  const says = (path: string) => files.read(`/proc/sys/${path}`)?.trim();
  if (says('kernel/apparmor_restrict_unprivileged_userns') === '1') {
    return {
      text: 'AppArmor closes user namespaces to programs without a profile (kernel.apparmor_restrict_unprivileged_userns=1)',
      byAppArmor: true,
    };
  }
  if (says('kernel/unprivileged_userns_clone') === '0')
    return { text: 'user namespaces are for root alone (kernel.unprivileged_userns_clone=0)', byAppArmor: false };
  if (says('user/max_user_namespaces') === '0')
    return { text: 'user namespaces are switched off (user.max_user_namespaces=0)', byAppArmor: false };
  return null;
}

function waysAround({ files }: Place, electron: string) {
  const seen = files.stat(join(dirname(electron), 'chrome-sandbox'));
  const folder = '/etc/apparmor.d';
  const profile = files.list(folder).find((name) => {
    const text = files.read(join(folder, name)) ?? '';
    return text.includes(electron) && /\buserns\b/.test(text);
  });
  return {
    helper: seen !== null && seen.uid === 0 && (seen.mode & SETUID) !== 0,
    profile: profile === undefined ? null : join(folder, profile),
  };
}
