// Debian packages: as root they are installed, after saying which and why; as a plain user they are named, with the line that adds them.
import { spawnSync } from 'node:child_process';
import { DEBIAN_PACKAGES } from './debian-packages.mjs';
import { runQuietly } from './run.mjs';

/**
 * @param {readonly string[]} purposes which of the list's `for` are wanted
 * @returns {Promise<{ what: string, line: string } | null>} what is left out, and the line that adds it
 */
export async function installDebianPackages(purposes) {
  const wanted = DEBIAN_PACKAGES.filter((entry) => purposes.includes(entry.for));
  const installed = installedOf(wanted.flatMap((entry) => entry.names));
  // Not Debian: whoever needs a program says so when it is missing.
  if (!installed) return null;
  const missing = wanted.filter((entry) => !entry.names.some((name) => installed.has(name)));
  if (missing.length === 0) return null;
  if (process.getuid?.() !== 0) return leftOut(missing, 'needs root, which is not asked for');

  console.log('Debian packages that are missing here and are installed now (apt-get):');
  for (const { names, why } of missing) console.log(`  ${(names.at(-1) ?? '').padEnd(20)}${why}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await runQuietly('Reading the lists of packages (apt-get update)', ['apt-get', 'update', '-qq'], { env });
  const names = missing.map((entry) => entry.names.find(hasCandidate) ?? entry.names[0]);
  const command = ['apt-get', 'install', '-qq', '--yes', '--no-install-recommends', '-o', 'Dpkg::Use-Pty=0', ...names];
  const install = await runQuietly('Installing them', command, { env });
  if (install.ok) return null;
  console.error(`${update.ok ? '' : `${update.output}\n`}${install.output}`);
  return leftOut(missing, 'apt-get failed, see above');
}

/** The installed ones of these packages; null where there is no dpkg. */
function installedOf(names) {
  const query = spawnSync('dpkg', ['--get-selections', ...names], { encoding: 'utf8' });
  if (query.error) return null;
  // Lines like `libnss3:amd64  install`; a package that was removed is `deinstall`.
  const lines = query.stdout.split('\n').map((line) => line.split(/\s+/));
  return new Set(lines.filter(([, selection]) => selection === 'install' || selection === 'hold').map(([name]) => name.split(':')[0]));
}

function hasCandidate(name) {
  const { stdout } = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  return /Candidate: (?!\(none\))/.test(stdout ?? '');
}

function leftOut(missing, reason) {
  const names = missing.map((entry) => entry.names.find(hasCandidate) ?? entry.names[0]).join(' ');
  return { what: `Debian packages (${reason}): ${names}`, line: `sudo apt-get install --no-install-recommends ${names}` };
}
