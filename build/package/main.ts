/**
 * Makes the packages:
 *
 *   npm run package [-- --deb] [--appimage] [--arm64] [--official] [--output FOLDER]
 *
 * writes dist/packages/invigil_VERSION_ARCH.deb and dist/packages/Invigil-VERSION-ARCH.AppImage, both without a flag. Nothing is published
 * and nothing of the machine is changed. `--official` takes the Electron of releases or none; without it a machine that has not
 * downloaded that one makes a trial package, and is told so.
 *
 *   electron       which Electron; fuses: what it may no longer do
 *   stage          puts together what is packed, addons and the command line's own papers (man, completion) too
 *   configuration  tells electron-builder what to make of it; deb.mjs makes the deb for it
 *   budget         how large the result may be
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type AfterPackContext, Arch, build, Platform } from 'electron-builder';
import { folderSize, overBudget } from './budget.ts';
import { configuration } from './configuration.ts';
import { electronFor, legacyAppImageTools, type PackagedElectron } from './electron.ts';
import { setFuses } from './fuses.ts';
import { ARCHITECTURES, type Architecture, ELECTRON_PROGRAM, PROGRAM } from './layout.ts';
import { stage } from './stage.ts';

const PROJECT = join(import.meta.dirname, '..', '..');

interface Wanted {
  readonly architecture: Architecture;
  readonly targets: readonly ('deb' | 'AppImage')[];
  readonly official: boolean;
  readonly output: string;
}

function wanted(): Wanted {
  const flag = { type: 'boolean', default: false } as const;
  const output = { type: 'string', default: join(PROJECT, 'dist', 'packages') } as const;
  const { values } = parseArgs({ options: { deb: flag, appimage: flag, arm64: flag, official: flag, output } });
  const own = ARCHITECTURES.find((architecture) => architecture === process.arch);
  if (own === undefined) throw new Error(`packages are made on ${ARCHITECTURES.join(' and ')}; this machine is ${process.arch}`);
  const both = values.deb === values.appimage;
  return {
    architecture: values.arm64 ? 'arm64' : own,
    targets: [...(values.deb || both ? (['deb'] as const) : []), ...(values.appimage || both ? (['AppImage'] as const) : [])],
    official: values.official,
    output: values.output,
  };
}

async function main(): Promise<void> {
  const { architecture, targets, official, output } = wanted();
  const electron = electronFor(architecture, official);
  if (electron.trial) {
    console.warn(
      `Trial packages: they carry Electron ${electron.version}, for tests only. Their launcher needs INVIGIL_NODE (a Node 24), and no release is made of them.`,
    );
  }
  execFileSync(process.execPath, [join(PROJECT, 'build', 'bundle.ts'), '--if-stale'], { stdio: 'inherit' });
  const work = mkdtempSync(join(tmpdir(), 'invigil-package-'));
  try {
    const folder = join(work, 'stage');
    await stage({ folder, architecture, electron, date: new Date().toISOString().slice(0, 10) });
    const made = await pack({ folder, output: join(work, 'out'), architecture, targets, electron });
    mkdirSync(output, { recursive: true });
    for (const file of made) {
      const target = join(output, file.name);
      copyFileSync(file.path, target);
      chmodSync(target, file.name.endsWith('.deb') ? 0o644 : 0o755);
      console.log(
        `${target}  ${(statSync(target).size / 1e6).toFixed(1)} MB, Electron ${electron.version}${electron.trial ? ' (trial)' : ''}`,
      );
    }
    const size = (suffix: string) => made.filter(({ name }) => name.endsWith(suffix)).map(({ path }) => statSync(path).size)[0];
    const over = overBudget({ deb: size('.deb'), appimage: size('.AppImage'), own: folderSize(folder) });
    if (over.length > 0) throw new Error(`too large:\n${over.join('\n')}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

interface Packed {
  readonly folder: string;
  readonly output: string;
  readonly architecture: Architecture;
  readonly targets: readonly string[];
  readonly electron: PackagedElectron;
}

async function pack({ folder, output, architecture, targets, electron }: Packed): Promise<readonly { name: string; path: string }[]> {
  process.env['CUSTOM_FPM_PATH'] = join(import.meta.dirname, 'deb.mjs');
  process.env['PATH'] = `${dirname(process.execPath)}${delimiter}${process.env['PATH']}`;
  const tools = legacyAppImageTools(electron);
  if (tools !== null) process.env['APPIMAGE_TOOLS_PATH'] = tools;
  const begun = performance.now();
  await build({
    projectDir: folder,
    targets: Platform.LINUX.createTarget([...targets], Arch[architecture]),
    config: configuration({ stage: folder, output, electron, architecture, afterPack: (context) => afterPack(context, folder, electron) }),
    publish: 'never',
  });
  console.log(`Packed in ${Math.round((performance.now() - begun) / 1000)} s`);
  return readdirSync(output)
    .filter((name) => /\.(deb|AppImage)$/.test(name))
    .map((name) => ({ name, path: join(output, name) }));
}

/**
 * Electron steps aside for the launcher, which is what everything calls: the link of the deb, the AppImage, the desktop file. What stands
 * beside the archive is copied as it is: electron-builder would leave out node_modules, and what else it thinks is of no use.
 */
async function afterPack({ appOutDir }: AfterPackContext, folder: string, { trial }: PackagedElectron): Promise<void> {
  const program = join(appOutDir, PROGRAM);
  const electron = join(appOutDir, ELECTRON_PROGRAM);
  const lacking = await setFuses(program, trial);
  if (lacking.length > 0) console.warn(`The trial Electron lacks fuses: ${lacking.join(', ')}`);
  renameSync(program, electron);
  copyFileSync(join(PROJECT, 'resources', 'launcher', PROGRAM), program);
  chmodSync(program, 0o755);
  cpSync(join(folder, 'resources'), join(appOutDir, 'resources'), { recursive: true });
  copyFileSync(join(folder, 'version'), join(appOutDir, 'version'));
  // What an Electron shows that was given no app.
  rmSync(join(appOutDir, 'resources', 'default_app.asar'), { recursive: true, force: true });
}

await main();
