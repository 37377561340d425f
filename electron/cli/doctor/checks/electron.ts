/** What pages and overlay are shown with. */
import { findElectron } from '../../../platform/electron-path.ts';
import { type Check, ok, problem, warning } from '../finding.ts';

export const electron: Check = async ({ exhibit, environment }) => {
  const needed = exhibit === null || exhibit.services.some(({ command }) => command === null);
  if (!needed) return [];
  const found = findElectron(environment);
  if (found === null) {
    const means = 'Neither pages nor the holding page nor the overlay can be shown.';
    return [problem('There is no Electron on this machine.', means, 'Run `npm start` in the checkout: it brings one.')];
  }
  if (!found.trial) return [ok(`Electron ${found.version} is there.`)];
  const means = 'It is years old: what is known to be unsafe in it is not mended any more.';
  return [
    warning(
      `Electron ${found.version} is there, the one for trials.`,
      means,
      'Before visitors come, run `npm start` where GitHub can be reached.',
    ),
  ];
};
