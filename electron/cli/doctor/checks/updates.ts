/** Does the system restart itself for its updates? */
import { type Check, ok, warning } from '../finding.ts';

const FOLDER = '/etc/apt/apt.conf.d';

export const updates: Check = async ({ files }) => {
  // Read in the order of their names: the last one counts.
  const lines = files.list(FOLDER).flatMap((name) => (files.read(`${FOLDER}/${name}`) ?? '').split('\n'));
  const last = (key: string) =>
    lines.flatMap((line) => new RegExp(`^\\s*Unattended-Upgrade::${key}\\s+"(.*)"`).exec(line)?.[1] ?? []).at(-1);
  if (last('Automatic-Reboot') !== 'true') return [ok('No update restarts the machine by itself.')];
  const time = last('Automatic-Reboot-Time') ?? 'now';
  if (time !== 'now') return [ok(`Updates restart the machine by themselves, at ${time}.`, 'Choose an hour in which nobody is there.')];
  const todo = `printf 'Unattended-Upgrade::Automatic-Reboot-Time "04:00";\\n' | sudo tee ${FOLDER}/99-reboot-time`;
  return [
    warning('Updates restart the machine by themselves, as soon as they are there.', 'The exhibit goes away in front of visitors.', todo),
  ];
};
