/** What the machine is: read from /proc, /sys and /etc, so that nothing has to be installed or allowed. */
import { type ExecFileException, execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statfsSync } from 'node:fs';
import { availableParallelism, freemem, loadavg, machine, release, totalmem, uptime, version } from 'node:os';
import { join } from 'node:path';
import { findElectron } from '../../platform/electron-path.ts';
import { VERSION } from '../../supervisor/version.ts';
import { duration } from '../../supervisor/words.ts';

const COMMAND_MS = 10_000;
const JOURNAL_LINES = 2_000;

export function machineText(state: string): string {
  const memory = `${megabytes(freemem())} free of ${megabytes(totalmem())}`;
  return [
    `Linux ${release()} (${version()}), ${machine()}, ${availableParallelism()} processors, up ${duration(uptime() * 1_000)}`,
    `load ${loadavg().join(' ')}; memory ${memory}`,
    ...[state, '/', '/tmp'].map(disk),
    '',
    '# /etc/os-release',
    content('/etc/os-release'),
    '# /proc/meminfo',
    content('/proc/meminfo'),
    '# processors',
    [...new Set(content('/proc/cpuinfo').match(/^(model name|Model|Hardware).*$/gm) ?? [])].join('\n'),
    '',
    '# graphics and screens',
    ...graphics(),
    '',
    '# session of this command',
    ...['WAYLAND_DISPLAY', 'DISPLAY', 'XDG_SESSION_TYPE', 'XDG_CURRENT_DESKTOP', 'XDG_RUNTIME_DIR'].map(
      (name) => `${name}=${process.env[name] ?? ''}`,
    ),
    '',
    '# control group of this command',
    content('/proc/self/cgroup'),
  ].join('\n');
}

export function versionsText(): string {
  const electron = findElectron();
  const shell = electron === null ? 'none' : `${electron.version}${electron.trial ? ' (for trials)' : ''}`;
  const { node, v8, sqlite } = process.versions;
  return `Invigil ${VERSION}\nNode ${node}, V8 ${v8}, SQLite ${sqlite}\nElectron ${shell}\n`;
}

/** The unit's state and journal; null: there is no systemd. */
export async function unitText(name: string): Promise<string | null> {
  if (!existsSync('/run/systemd/system')) return null;
  const unit = `invigil@${name}.service`;
  const commands = [
    ['systemctl', '--user', '--no-pager', '--full', 'status', unit],
    ['journalctl', '--no-pager', '--quiet', `--lines=${JOURNAL_LINES}`, `--user-unit=${unit}`],
  ] as const;
  const answers = await Promise.all(commands.map(([program, ...args]) => answerOf(program, args)));
  return commands.map((command, place) => `# ${command.join(' ')}\n${answers[place]}`).join('\n');
}

function answerOf(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const options = { timeout: COMMAND_MS, maxBuffer: 16 * 1024 * 1024 };
    execFile(program, args, options, (error: ExecFileException | null, out, err) => {
      const words = `${out}${err}`;
      resolve(words === '' && error !== null ? `${error.message}\n` : words);
    });
  });
}

function graphics(): string[] {
  const folder = '/sys/class/drm';
  if (!existsSync(folder)) return ['none'];
  return readdirSync(folder).flatMap((name) => {
    if (/^card\d+$/.test(name))
      return [
        `${name}: ${content(join(folder, name, 'device/uevent'))
          .trim()
          .split('\n')
          .join(' ')}`,
      ];
    if (!/^card\d+-/.test(name)) return [];
    return [`${name}: ${content(join(folder, name, 'status')).trim()} ${content(join(folder, name, 'modes')).split('\n')[0] ?? ''}`];
  });
}

function disk(path: string): string {
  const { bsize, blocks, bavail } = statfsSync(path);
  return `disk of ${path}: ${megabytes(bavail * bsize)} free of ${megabytes(blocks * bsize)}`;
}

function content(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return `(${file}: ${String(error.code)})\n`;
    throw error;
  }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
