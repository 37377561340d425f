/** Is the system's journal kept, can this account read it, and does it stay small? Invigil's own logs are apart from it. */
import { basename } from 'node:path';
import type { Files } from '../files.ts';
import { type Check, type Finding, ok, unasked, warning } from '../finding.ts';
import { settingOf } from '../sections.ts';
import { isSystemd } from '../unit.ts';

/** More is told, in bytes. */
const MUCH_BYTES = 1e9;
const UNITS: Readonly<Record<string, number>> = { B: 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 };
const FILE = '/etc/systemd/journald.conf.d/60-invigil.conf';

export const journal: Check = async (place) => {
  if (!isSystemd(place)) return [];
  return [kept(place.files), ...(await size(place))];
};

function kept(files: Files): Finding {
  const storage = storageOf(files);
  const isKept = storage === 'persistent' || (storage === 'auto' && files.stat('/var/log/journal') !== null);
  if (isKept) return ok('The journal is kept over a boot, and this account reads its own part.');
  const means =
    'What the system did before a boot is not known, and this account cannot read the journal at all. `invigil logs` is not concerned.';
  const todo = `sudo mkdir -p /etc/systemd/journald.conf.d && printf '[Journal]\\nStorage=persistent\\nSystemMaxUse=200M\\n' | sudo tee ${FILE} && sudo systemctl restart systemd-journald`;
  if (storage === 'none') return warning('The journal is switched off (Storage=none).', means, todo);
  return warning(`The journal is kept in memory only (Storage=${storage}).`, `${means} On a read-only system that may be wanted.`, todo);
}

/** Drop-ins win over the file; of those the last by name, wherever it lies. */
function storageOf(files: Files): string {
  const folders = ['/usr/lib/systemd/journald.conf.d', '/run/systemd/journald.conf.d', '/etc/systemd/journald.conf.d'];
  const dropIns = folders
    .flatMap((folder) => files.list(folder).map((name) => `${folder}/${name}`))
    .filter((path) => path.endsWith('.conf'));
  // Sorting keeps the folders' order for files of one name: /etc is last and wins.
  const sorted = dropIns.sort((one, other) => (basename(one) < basename(other) ? -1 : basename(one) > basename(other) ? 1 : 0));
  const said = ['/etc/systemd/journald.conf', ...sorted].flatMap((path) => settingOf(files.read(path), 'Journal', 'Storage') ?? []);
  return said.at(-1) ?? 'auto';
}

async function size({ ask }: Parameters<Check>[0]): Promise<readonly Finding[]> {
  const means = 'It may take a tenth of the disk.';
  const said = await ask('journalctl', '--disk-usage');
  // An account that may not read the system's journal, and has written none of its own yet: root's doctor says it.
  if (!said.ok && !said.missing && said.words.includes('insufficient permissions')) return [];
  if (!said.ok) return [unasked('The size of the journal', 'journalctl', said, means, 'sudo journalctl --disk-usage')];
  const [, number, unit] = /take up ([\d.]+)([BKMGT])/.exec(said.output) ?? [];
  if (number === undefined || unit === undefined) return [];
  const found = `The journal takes ${number} ${unit === 'B' ? 'bytes' : `${unit}B`}.`;
  if (Number(number) * (UNITS[unit] ?? 1) < MUCH_BYTES) return [ok(found)];
  return [warning(found, means, `sudo journalctl --vacuum-size=200M; for good: SystemMaxUse=200M in ${FILE}`)];
}
