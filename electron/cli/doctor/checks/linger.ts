/** Does the account's service manager run from boot to shutdown, whether anybody is logged in or not? */
import { type Check, ok } from '../finding.ts';
import { isSystemd } from '../unit.ts';

export const linger: Check = async (place) => {
  const { account, files, ask } = place;
  if (!isSystemd(place)) return [];
  if (files.stat(`/var/lib/systemd/linger/${account.name}`) !== null) {
    return [ok(`${account.name} lingers: its services start at boot and survive a logout.`)];
  }
  return [
    {
      level: 'warning',
      found: `${account.name} does not linger.`,
      means: 'The supervisor starts at a login only and ends with it, so that a logout, or a compositor that dies, ends the exhibit.',
      todo: `loginctl enable-linger ${account.name}`,
      async fix() {
        const said = await ask('loginctl', 'enable-linger');
        if (!said.ok) throw new Error(`loginctl: ${said.words}. Type: sudo loginctl enable-linger ${account.name}`);
        return `${account.name} lingers now.`;
      },
    },
  ];
};
