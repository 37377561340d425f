/** Is the account logged in at the screen, as logind sees it? */
import { type Check, type Finding, ok, unasked, warning } from '../finding.ts';
import type { Place } from '../place.ts';
import { propertiesOf } from '../sections.ts';

const WAITS = 'Displays wait until this account is logged in at the screen.';
const PROPERTIES = ['Type', 'Class', 'Active', 'Seat', 'Service', 'Remote', 'LockedHint'].map((name) => `--property=${name}`);

type Login = Readonly<Record<string, string>> & { readonly id: string };

export const login: Check = async (place) => {
  const { account, ask } = place;
  const said = await ask('loginctl', 'show-user', account.name, '--property=Sessions');
  if (!said.ok && /not logged in|No user/i.test(said.words)) return [nobody(place, 'is not logged in')];
  if (!said.ok) return [unasked(`Whether ${account.name} is logged in`, 'loginctl', said, WAITS, 'Look at the screen.')];
  const ids = (propertiesOf(said.output)['Sessions'] ?? '').split(' ').filter(Boolean);
  const logins = await Promise.all(ids.map((id) => loginOf(place, id)));
  const graphical = logins.filter((one) => one['Class'] === 'user' && ['wayland', 'x11', 'mir'].includes(one['Type'] ?? ''));
  if (graphical.length > 0) return graphical.map((one) => judge(one, place));
  const others = logins.map((one) => `${one.id} (${one['Type'] || 'of no type'}, ${one['Class'] || 'of no class'})`);
  return [nobody(place, others.length === 0 ? 'is not logged in' : `is logged in, but not at a screen: session ${others.join(', ')}`)];
};

async function loginOf({ ask }: Place, id: string): Promise<Login> {
  const said = await ask('loginctl', 'show-session', id, ...PROPERTIES);
  // It may have ended meanwhile: then nothing is known of it.
  return { ...(said.ok ? propertiesOf(said.output) : {}), id };
}

function nobody({ account, session }: Place, what: string): Finding {
  const found = `${account.name} ${what}.`;
  if (session === null) return warning(found, WAITS, 'Log in at the screen; the check of the automatic login says how it comes by itself.');
  const means = 'Its screen runs outside of a login: lock, switch of user and the end of the session are not seen.';
  return warning(
    `${found} A compositor of it runs all the same.`,
    means,
    'Start it from a login: docs/screens.md, or `sudo invigil install`.',
  );
}

function judge(one: Login, { account }: Place): Finding {
  const who = `Session ${one.id} of ${account.name} (${one['Type']}${one['Seat'] ? `, ${one['Seat']}` : ''})`;
  if (one['Active'] === 'no') {
    return warning(
      `${who} is not in front.`,
      'Something else is on the screen: a login, another account or a console.',
      `loginctl activate ${one.id}`,
    );
  }
  if (one['LockedHint'] === 'yes') return warning(`${who} is locked.`, 'Visitors see a lock screen.', `loginctl unlock-session ${one.id}`);
  return ok(`${who} is logged in and in front${one['Service'] ? `, by ${one['Service']}` : ''}.`);
}
