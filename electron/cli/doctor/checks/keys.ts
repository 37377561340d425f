/** Keys of the compositor that let visitors out of the exhibit, where there is a keyboard. */
import { Sway } from '../../../screen/sway.ts';
import { swaySocket } from '../../../screen/sway-socket.ts';
import { type Check, ok, warning } from '../finding.ts';

/** As many are named. */
const SHOWN = 4;

const TODO = 'Take these bindings out of its configuration (docs/screens.md has one for an exhibit), or let no keyboard be plugged in.';

export const keys: Check = async ({ session, environment }) => {
  if (session === null) return [];
  const socket = session.kind === 'wayland' ? swaySocket(environment) : null;
  if (socket !== null) return ofSway(socket);
  const who = session.kind === 'x11' ? 'the window manager' : (session.compositor ?? 'the compositor');
  const means = 'Many have keys that open other programs, switch windows or log out.';
  return [
    warning(`The keys of ${who} cannot be read from here.`, means, 'Try them on a keyboard: Alt+Tab, Alt+F4, Super, Ctrl+Alt+T, Print.'),
  ];
};

async function ofSway(socket: string) {
  const sway = await Sway.open(socket).catch((error: unknown) => error);
  // Told by the check of the compositor.
  if (!(sway instanceof Sway)) return [];
  const ways = waysOut(await sway.config());
  sway.close();
  if (ways.length === 0)
    return [ok("No key of sway's own configuration leads out of the exhibit.", 'Files that it includes were not looked at.')];
  const more = ways.length > SHOWN ? `, and ${ways.length - SHOWN} more` : '';
  const list = `${ways.slice(0, SHOWN).join(', ')}${more}`;
  return [warning(`Keys of sway lead out of the exhibit: ${list}.`, 'Whoever has a keyboard can leave it.', TODO)];
}

/** `Mod4+Return (exec foot)`: what a configuration of sway binds, but for the overlay. Blocks are read line by line. */
export function waysOut(config: string): string[] {
  const variables = new Map<string, string>();
  const ways: string[] = [];
  let block = false;
  for (const raw of config.split('\n')) {
    const line = raw.trim();
    const [, name, value] = /^set\s+(\$\S+)\s+(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) variables.set(name, value);
    if (/^bind(?:sym|code)\b.*\{$/.test(line)) block = true;
    else if (line === '}') block = false;
    const binding = /^bind(?:sym|code)\s+(.*)$/.exec(line)?.[1] ?? (block ? line : undefined);
    const [, key, command] = /^(?:--\S+\s+)*(\S+)\s+(.*)$/.exec(binding ?? '') ?? [];
    if (key === undefined || command === undefined || line.endsWith('{') || line.startsWith('#')) continue;
    if (!/\binvigil overlay\b/.test(command)) ways.push(`${filledIn(key, variables)} (${filledIn(command, variables)})`);
  }
  return ways;
}

function filledIn(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$[\w-]+/g, (name) => variables.get(name) ?? name);
}
