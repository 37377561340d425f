/**
 * Puts together what electron-builder packs, in a folder of its own:
 *
 *   app/         the shell: becomes resources/app.asar
 *   resources/   what stands beside that archive: dist/ (command line, supervisor, workers) and node_modules/ (a native addon), which a
 *                Node that is not Electron has to be able to read; and what this project ships as it is
 *   system/      the rest of the machine, from its root: what only a deb can put there
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { APP_ID } from '../../electron/platform/app-id.ts';
import { stageAddons } from './addons.ts';
import { cliReference } from './cli-reference.ts';
import { bashCompletion, fishCompletion, zshCompletion } from './completion.ts';
import type { PackagedElectron } from './electron.ts';
import { ABOUT, type Architecture, PRODUCT, PROGRAM } from './layout.ts';
import { manPage } from './man.ts';

const PROJECT = join(import.meta.dirname, '..', '..');

/** Of `resources/`: what goes elsewhere in a package (configuration.ts), or belongs to the deb itself. */
const ELSEWHERE = new Set(['launcher', 'apparmor', 'deb/postinst', 'deb/prerm', 'deb/postrm']);

export interface Stage {
  readonly folder: string;
  readonly architecture: Architecture;
  readonly electron: PackagedElectron;
  /** For the man page, as YYYY-MM-DD. */
  readonly date: string;
}

const Manifest = z.looseObject({ version: z.string() });

export function projectVersion(): string {
  return Manifest.parse(readJson(join(PROJECT, 'package.json'))).version;
}

export async function stage({ folder, architecture, electron, date }: Stage): Promise<void> {
  const version = projectVersion();
  stageApp(join(folder, 'app'), version);
  const resources = join(folder, 'resources');
  stageBundle(join(resources, 'dist'), version);
  stageAddons(join(resources, 'node_modules'), architecture);
  const own = join(PROJECT, 'resources');
  cpSync(own, resources, { recursive: true, filter: (path) => !ELSEWHERE.has(relative(own, path)) && basename(path) !== '__pycache__' });
  // As Electron's own builds have it; electron-builder leaves it out, and `findElectron` and the launcher read it.
  write(join(folder, 'version'), electron.version);
  await stageSystem(join(folder, 'system'), { version, date });
}

/** The shell's bundle as an app of its own. */
function stageApp(target: string, version: string): void {
  cpSync(join(PROJECT, 'dist', 'shell'), target, { recursive: true });
  const manifest = {
    name: PROGRAM,
    productName: PRODUCT,
    version,
    description: ABOUT.description,
    author: ABOUT.maintainer,
    homepage: ABOUT.homepage,
    license: 'MIT',
    main: 'main.cjs',
    desktopName: `${APP_ID}.desktop`,
  };
  write(join(target, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  // electron-builder looks for the project's own above the app.
  write(join(dirname(target), 'package.json'), `${JSON.stringify({ name: PROGRAM, private: true })}\n`);
}

/** Without source maps: as large as the rest again. */
function stageBundle(target: string, version: string): void {
  const dist = join(PROJECT, 'dist');
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(dist)) if (name.endsWith('.js')) cpSync(join(dist, name), join(target, name));
  cpSync(join(dist, 'dashboard'), join(target, 'dashboard'), { recursive: true });
  const { digest } = z.object({ digest: z.string() }).parse(readJson(join(dist, 'build.json')));
  // electron/platform/installation.ts tells builds apart by it.
  write(join(target, 'build.json'), `${JSON.stringify({ version, digest })}\n`);
  write(join(target, 'package.json'), `${JSON.stringify({ type: 'module', private: true })}\n`);
}

async function stageSystem(target: string, about: { version: string; date: string }): Promise<void> {
  const share = join(target, 'usr', 'share');
  const commands = await cliReference();
  write(join(share, 'man', 'man1', `${PROGRAM}.1.gz`), gzipSync(manPage(commands, about), { level: 9 }));
  write(join(share, 'bash-completion', 'completions', PROGRAM), bashCompletion(commands));
  write(join(share, 'zsh', 'vendor-completions', `_${PROGRAM}`), zshCompletion(commands));
  write(join(share, 'fish', 'vendor_completions.d', `${PROGRAM}.fish`), fishCompletion(commands));
  write(join(share, 'doc', PROGRAM, 'copyright'), copyright());
  const units = join(PROJECT, 'resources', 'systemd');
  const template = join(units, `${PROGRAM}@.service`);
  if (existsSync(template)) write(join(target, 'usr', 'lib', 'systemd', 'user', basename(template)), readFileSync(template));
  mkdirSync(join(target, 'usr', 'bin'), { recursive: true });
  symlinkSync(`/opt/${PRODUCT}/${PROGRAM}`, join(target, 'usr', 'bin', PROGRAM));
  execFileSync('chmod', ['-R', 'u=rwX,go=rX', target]);
}

function copyright(): string {
  const licence = readFileSync(join(PROJECT, 'LICENSE'), 'utf8').trim();
  return `${licence}\n\nWith Electron, Chromium and Node: /opt/${PRODUCT}/LICENSE.electron.txt and /opt/${PRODUCT}/LICENSES.chromium.html.\n`;
}

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
