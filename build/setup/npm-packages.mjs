// Brings node_modules to what package-lock.json says.
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runQuietly, SetUpError, soundsLikeNoNetwork } from './run.mjs';

/** @param {string} project the project's folder */
export async function installNpmPackages(project) {
  if (!isInstalled(project)) await install(project);
  linkOwnCommand(project);
}

/** So that `npx invigil` runs this checkout: npm before 10 does not look at the bin of the package it stands in. */
function linkOwnCommand(project) {
  const link = join(project, 'node_modules', '.bin', 'invigil');
  mkdirSync(dirname(link), { recursive: true });
  if (!existsSync(link)) symlinkSync(join('..', '..', 'bin', 'invigil'), link);
}

async function install(project) {
  // Under `npm start` that same npm is used; its file is run by the Node that runs us.
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const { ok, output } = await runQuietly('Installing npm packages (npm ci)', [
    ...npm,
    '--prefix',
    project,
    'ci',
    '--no-progress',
    '--loglevel=error',
  ]);
  if (ok) return;
  if (soundsLikeNoNetwork(output)) {
    throw new SetUpError(
      `${output}\n\nThe npm registry does not answer, so the packages that Invigil is built from cannot be installed.\nConnect this machine to the network, or name a registry or proxy that it reaches (npm config set registry URL), and try again.`,
    );
  }
  throw new SetUpError(`${output}\n\nnpm ci failed; its last words stand above.`);
}

/** Whether each package of the lock file is there in its version. A package for another platform may be missing. */
function isInstalled(project) {
  const installed = join(project, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const wanted = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')).packages;
  const found = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || found[path]?.version === version || (optional === true && !found[path]),
  );
}
