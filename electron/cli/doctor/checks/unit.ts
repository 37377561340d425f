/** Does a unit start the supervisor, and does it run? */
import { type Check, type Finding, ok, problem, unasked, warning } from '../finding.ts';
import type { Place } from '../place.ts';
import { propertiesOf } from '../sections.ts';
import { isSystemd, showUnit, unitName } from '../unit.ts';

const ALONE = 'Nothing starts this exhibit after a boot, and nothing restarts its supervisor.';
const PROPERTIES = [
  'LoadState',
  'UnitFileState',
  'ActiveState',
  'Result',
  'NRestarts',
  'FragmentPath',
  'DropInPaths',
  'ExecStart',
  'NeedDaemonReload',
];

export const unit: Check = async (place) => {
  const { exhibit, account } = place;
  if (!isSystemd(place)) return [warning('This machine is not run by systemd.', ALONE, 'Start `invigil run` by what does run it.')];
  if (exhibit === null) return [];
  const name = unitName(exhibit);
  const said = await showUnit(place, name, PROPERTIES);
  if (!said.ok) {
    return [
      unasked(`The service manager of ${account.name}`, 'systemctl', said, ALONE, 'Log in as that account (not by su), or let it linger.'),
    ];
  }
  const about = propertiesOf(said.output);
  if (about['LoadState'] === 'not-found') {
    return [warning(`There is no unit ${name}.`, ALONE, `sudo invigil install ${exhibit.folder} --user ${account.name}`)];
  }
  if (about['LoadState'] !== 'loaded') {
    return [problem(`${name} cannot be loaded (${about['LoadState']}).`, ALONE, `systemctl --user status ${name} says why.`)];
  }
  return [...enabled(name, about), ...program(name, about, place), ...running(name, about), ...changed(name, about)];
};

type About = Readonly<Record<string, string>>;

function enabled(name: string, about: About): Finding[] {
  if (about['UnitFileState'] === 'enabled') return [ok(`${name} is enabled (${about['FragmentPath']}).`)];
  const found = `${name} is ${about['UnitFileState'] || 'not enabled'}.`;
  return [warning(found, 'It does not start by itself after a boot.', `systemctl --user enable ${name}`)];
}

function program(name: string, about: About, { files }: Place): Finding[] {
  const path = /\bpath=(\S+)/.exec(about['ExecStart'] ?? '')?.[1];
  if (path === undefined) return [problem(`${name} starts nothing: it has no ExecStart.`, ALONE, 'Install it anew: sudo invigil install')];
  if (files.stat(path) !== null) return [];
  return [problem(`${name} starts ${path}, which is not there.`, ALONE, 'Put it back, or install anew: sudo invigil install')];
}

function running(name: string, about: About): Finding[] {
  const restarts = Number(about['NRestarts'] ?? 0);
  if (about['ActiveState'] === 'failed') {
    const todo = `journalctl --user -u ${name} -e says why; then: systemctl --user reset-failed ${name} && systemctl --user start ${name}`;
    return [problem(`${name} has failed (${about['Result']}).`, 'The exhibit does not run, and nothing tries any more.', todo)];
  }
  if (about['ActiveState'] === 'inactive')
    return [warning(`${name} does not run.`, 'The exhibit does not run.', `systemctl --user start ${name}`)];
  const often = restarts === 0 ? '' : `; systemd has restarted it ${restarts} ${restarts === 1 ? 'time' : 'times'} since it was started`;
  return [ok(`${name} is ${about['ActiveState']}${often}.`)];
}

function changed(name: string, about: About): Finding[] {
  const dropIns = about['DropInPaths'] ?? '';
  const found =
    dropIns === '' ? [] : [ok(`${name} is changed by ${dropIns.split(' ').join(' and ')}.`, 'What stands there wins over the unit.')];
  if (about['NeedDaemonReload'] !== 'yes') return found;
  return [
    ...found,
    warning(`${name} was changed on the disk and not read again.`, 'The old one holds until a boot.', 'systemctl --user daemon-reload'),
  ];
}
