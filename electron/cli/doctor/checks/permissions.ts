/** Who may change what the exhibit runs, and may it write what it has to? Secrets are looked at by the check of the ways in. */
import { dirname } from 'node:path';
import { exhibitPaths } from '../../../platform/paths.ts';
import type { Files } from '../files.ts';
import { type Check, type Finding, ok, problem } from '../finding.ts';
import type { Place } from '../place.ts';

/** Who may write beside the owner: the group, the others. */
const GROUP = 0o020;
const OTHERS = 0o002;

export const permissions: Check = async (place) => {
  const { exhibit, environment } = place;
  if (exhibit === null) return [];
  const { config, site, state } = exhibitPaths(exhibit.name, environment);
  const folders = [...new Set(exhibit.services.map(({ directory }) => directory))];
  const open = [...new Set([exhibit.folder, exhibit.file, config, site, ...folders])].flatMap((path) => changeable(path, place));
  const closed = folders.flatMap((folder) => unreadable(folder, place));
  const found = [...open, ...closed, ...writable(state, place)];
  return found.length > 0 ? found : [ok('Nobody else may change what the exhibit runs, and it may write its state.')];
};

/** The group is the account's own on most systems; where it is another one, it counts as others. */
function changeable(path: string, { account, files }: Place): Finding[] {
  const seen = files.stat(path);
  if (seen === null) return [];
  const extra = seen.mode & (seen.gid === account.gid || seen.gid === 0 ? OTHERS : OTHERS | GROUP);
  if (extra === 0) return [];
  const who = (extra & OTHERS) !== 0 ? 'Every account' : 'Every account of its group';
  const finding = problem(`${who} may change ${path}.`, `Whoever does decides what ${account.name} runs.`, `chmod go-w ${path}`);
  if (seen.uid !== account.uid) return [finding];
  return [
    {
      ...finding,
      fix() {
        files.chmod(path, seen.mode & ~extra);
        return `${path} is changed by ${account.name} alone now.`;
      },
    },
  ];
}

function unreadable(folder: string, { account, files }: Place): Finding[] {
  if (files.stat(folder) === null || files.may(folder, 'read')) return [];
  return [problem(`${account.name} may not read ${folder}.`, 'What is started there fails.', `sudo chown -R ${account.name}: ${folder}`)];
}

/** The folder, or where it will be made. */
function writable(state: string, { account, files }: Place): Finding[] {
  const folder = present(files, state);
  if (files.may(folder, 'write')) return [];
  const means = 'Logs, incidents and the reboot budget cannot be kept; without a budget there is no reboot.';
  return [problem(`${account.name} may not write to ${folder}.`, means, `sudo chown -R ${account.name}: ${folder}`)];
}

function present(files: Files, path: string): string {
  return files.stat(path) !== null || path === '/' ? path : present(files, dirname(path));
}
