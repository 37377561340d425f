/** Is there a graphics card that this account may draw with? */
import { groupName } from '../../../platform/accounts.ts';
import { type Check, ok, warning } from '../finding.ts';

const FOLDER = '/dev/dri';
const SLOW = 'The processor draws every frame: large pictures, films and WebGL stutter, and cost several cores.';

export const graphics: Check = async ({ exhibit, files, account }) => {
  const shows = exhibit === null || exhibit.services.some(({ role, command }) => role === 'display' || command === null);
  if (!shows) return [];
  const nodes = files.list(FOLDER).filter((name) => name.startsWith('renderD'));
  if (nodes.length === 0) {
    const todo =
      'On a real machine: install the driver or firmware of its graphics card (Debian: firmware-misc-nonfree, firmware-amd-graphics) and restart it.';
    return [warning('There is no graphics card that could draw (/dev/dri/renderD*).', SLOW, todo)];
  }
  const open = nodes.filter((name) => files.may(`${FOLDER}/${name}`, 'write'));
  if (open.length > 0) return [ok(`${account.name} may draw with ${open.map((name) => `${FOLDER}/${name}`).join(' and ')}.`)];
  const [first = ''] = nodes;
  const group = groupName(files.read('/etc/group') ?? '', files.stat(`${FOLDER}/${first}`)?.gid ?? 0);
  const todo = `Log in at the screen, which opens it; or: sudo usermod -aG ${group} ${account.name}, and log in anew.`;
  return [warning(`${account.name} may not draw with ${FOLDER}/${first}.`, SLOW, todo)];
};
