/**
 * Where peers come from. Debian's packages are downloaded and unpacked, never installed, so that no service of theirs is ever
 * started on the machine; pm2 comes from npm. Both lie in the user's cache and are brought once (`npm run bench` does).
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

const CACHE = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'invigil', 'bench');
const DOWNLOAD_MS = 300_000;
const VERSION = 'bench-version';

interface Source {
  readonly from: 'debian' | 'npm';
  /** Of npm: which version. Debian's is that of this machine's release. */
  readonly version?: string;
}

const SOURCES = {
  pm2: { from: 'npm', version: '7.0.4' },
  supervisor: { from: 'debian' },
  runit: { from: 'debian' },
  s6: { from: 'debian' },
  monit: { from: 'debian' },
} as const satisfies Readonly<Record<string, Source>>;
type Package = keyof typeof SOURCES;
const PACKAGES: readonly Package[] = ['pm2', 'supervisor', 'runit', 's6', 'monit'];

function folderOf(name: Package): string {
  const { from, version }: Source = SOURCES[name];
  return join(CACHE, from, version === undefined ? name : `${name}-${version}`);
}

/** The folder where the package lies unpacked. Throws, saying how it is brought. */
export function brought(name: Package): string {
  const folder = folderOf(name);
  if (!existsSync(join(folder, VERSION))) {
    throw new Error(`${name} is not in ${folder}: \`npm run bench\` brings it (from ${SOURCES[name].from}, unpacked and not installed).`);
  }
  return folder;
}

/** Of the package that was brought. */
export function versionOf(name: Package): string {
  return readFileSync(join(brought(name), VERSION), 'utf8').trim();
}

/** Brings what is missing, after saying so. One that does not come is told: the tables say of it that it is left out. */
export function bring(): void {
  for (const name of PACKAGES) {
    const folder = folderOf(name);
    if (existsSync(join(folder, VERSION))) continue;
    console.log(`Bringing ${name} from ${SOURCES[name].from}, to be compared with, to ${folder}`);
    mkdirSync(dirname(folder), { recursive: true });
    // Beside its place, so that it appears there whole or not at all.
    const half = mkdtempSync(`${folder}.`);
    try {
      const version = SOURCES[name].from === 'npm' ? npm(name, SOURCES[name], half) : debian(name, half);
      writeFileSync(join(half, VERSION), `${version}\n`);
      rmSync(folder, { recursive: true, force: true });
      renameSync(half, folder);
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      console.error(`${name} did not come: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function npm(name: string, { version }: Source, folder: string): string {
  run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--no-progress', '--loglevel=error', `${name}@${version}`], folder);
  return `${version}`;
}

/** The package, and of what it depends on whatever this machine has not. */
function debian(name: string, folder: string): string {
  const debs = join(folder, 'debs');
  mkdirSync(debs);
  const wanted = [name];
  const seen = new Set<string>();
  let version = '';
  for (let next = wanted.shift(); next !== undefined; next = wanted.shift()) {
    if (seen.has(next)) continue;
    seen.add(next);
    run('apt-get', ['download', '-qq', '-o', 'APT::Sandbox::User=root', next], debs);
    const file = join(debs, readdirSync(debs).find((deb) => deb.startsWith(`${next}_`)) ?? '');
    if (next === name) version = run('dpkg-deb', ['-f', file, 'Version'], debs).trim();
    run('dpkg-deb', ['-x', file, folder], debs);
    wanted.push(...dependencies(run('dpkg-deb', ['-f', file, 'Depends'], debs)).filter((each) => !isInstalled(each)));
  }
  rmSync(debs, { recursive: true });
  return version;
}

/** `libc6 (>= 2.34), python3:any, a | b`: of alternatives the first. */
function dependencies(text: string): string[] {
  return text.split(',').flatMap((each) => /^\s*([a-z0-9.+-]+)/.exec(each)?.[1] ?? []);
}

function isInstalled(name: string): boolean {
  try {
    return run('dpkg', ['-s', name], '/').includes('\nStatus: install ok installed\n');
  } catch {
    // It ends with 1 for a package that it does not know.
    return false;
  }
}

function run(program: string, args: readonly string[], cwd: string): string {
  return execFileSync(program, args, { cwd, encoding: 'utf8', timeout: DOWNLOAD_MS, stdio: ['ignore', 'pipe', 'pipe'] });
}
