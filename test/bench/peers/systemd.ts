/**
 * systemd --user with `RestartSec=0` and no start limit: a manager of its own, in a cgroup and with a view of the mounts of its own,
 * so that one runs on whatever machine. Units are without `DefaultDependencies`: there is nothing else to wait for. Its journal is a
 * service of the machine and not there, so output goes nowhere.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { codeOf } from '../../../electron/platform/errors.ts';
import { until } from '../../support/until.ts';
import type { Child, Peer } from '../peer.ts';
import { launched } from './launched.ts';
import { MARK_OF_CHILD } from './mark.ts';

const MANAGER = '/lib/systemd/systemd';
/** A user's manager asks for a machine that runs systemd, and for the second version of cgroups where it expects it. */
const ENTER = `echo $$ > "$1/cgroup.procs" && exec unshare --mount --cgroup --propagation private sh -c '
mount -t tmpfs tmpfs /run/systemd && mkdir /run/systemd/system && { umount -R /sys/fs/cgroup || :; } &&
mount -t cgroup2 cgroup2 /sys/fs/cgroup && exec ${MANAGER} --user'`;
const CGROUPS_GONE_WITHIN_MS = 5_000;

/** `$` and `%` begin expansions. */
const quoted = (word: string) => `"${word.replaceAll(/["\\]/g, '\\$&').replaceAll('%', '%%')}"`;

function unit({ command, environment, silentForMs, byDefault }: Child): string {
  const values = Object.entries({ ...environment, ...MARK_OF_CHILD }).map(([name, value]) => `Environment=${quoted(`${name}=${value}`)}`);
  const watched = ['Type=notify', 'NotifyAccess=main', 'WatchdogSignal=SIGKILL', `WatchdogSec=${silentForMs}ms`];
  return [
    '[Unit]',
    'DefaultDependencies=no',
    ...(byDefault === true ? [] : ['StartLimitIntervalSec=0']),
    '[Service]',
    `ExecStart=${command.map((word) => quoted(word).replaceAll('$', '$$$$')).join(' ')}`,
    ...values,
    'StandardOutput=null',
    'StandardError=null',
    'Restart=always',
    ...(byDefault === true ? [] : ['RestartSec=0']),
    ...(silentForMs === undefined ? [] : watched),
    '',
  ].join('\n');
}

export const systemd: Peer = {
  name: 'systemd',
  title: 'systemd --user',
  version() {
    if (!existsSync(MANAGER)) throw new Error('systemd is not on this machine: sudo apt-get install systemd.');
    if (process.getuid?.() !== 0) throw new Error('A manager beside that of the login needs root: sudo npm run bench.');
    return /^systemd \d+ \((.+?)\)/.exec(execFileSync(MANAGER, ['--version'], { encoding: 'utf8' }))?.[1] ?? 'unknown';
  },
  cannot: ['stamp'],
  async start(folder, children) {
    const [runtime, units] = [join(folder, 'run'), join(folder, 'units')];
    mkdirSync(runtime, { recursive: true, mode: 0o700 });
    mkdirSync(units, { recursive: true });
    for (const child of children) writeFileSync(join(units, `${child.name}.service`), unit(child));
    const wanted = children.map(({ name }) => `Wants=${name}.service\n`);
    writeFileSync(join(units, 'default.target'), `[Unit]\nDefaultDependencies=no\n${wanted.join('')}`);
    const cgroup = join(cgroups(), `bench-${basename(folder)}`);
    mkdirSync(cgroup, { recursive: true });
    const running = await launched({
      folder,
      command: ['sh', '-c', ENTER, 'sh', cgroup],
      environment: { XDG_RUNTIME_DIR: runtime, SYSTEMD_UNIT_PATH: units, HOME: folder, SYSTEMD_LOG_TARGET: 'console' },
    });
    return {
      ...running,
      async end() {
        await running.end();
        await until(`the cgroup ${cgroup} is empty`, () => removed(cgroup), CGROUPS_GONE_WITHIN_MS);
      },
    };
  },
};

/** Where cgroups of version 2 are mounted: alone, or beside those of version 1. */
function cgroups(): string {
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '));
  const found = mounts.find(([, , type]) => type === 'cgroup2')?.[1];
  if (found === undefined) throw new Error('cgroups of version 2 are not mounted on this machine, which systemd --user needs');
  return found;
}

/** Whether the cgroup and those below are gone; the kernel may need a moment after the last process. */
function removed(cgroup: string): boolean {
  try {
    const below = readdirSync(cgroup, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    if (!below.every(({ name }) => removed(join(cgroup, name)))) return false;
    rmdirSync(cgroup);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    if (codeOf(error) === 'EBUSY') return false;
    throw error;
  }
}
