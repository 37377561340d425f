/**
 * Brings a fresh clone to where it runs. Plain JavaScript for Node 18 and later without dependencies: it is the first thing that
 * runs. A second run with everything in place does nothing and takes a fraction of a second.
 *
 * Never asks for root. What could not be brought is returned, each with the one line that adds it; only what nothing works
 * without (the npm packages, Node 24) is an error.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDebianPackages } from './debian.mjs';
import { bringElectron } from './electron.mjs';
import { installNpmPackages } from './npm-packages.mjs';
import { bringNtfy } from './ntfy.mjs';
import { SetUpError } from './run.mjs';

export const project = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * @param {'start' | 'test'} purpose tests want a session of their own even where there is a screen
 * @returns {Promise<{ node: string, env: NodeJS.ProcessEnv, leftOut: { what: string, line: string }[] }>} Node 24, and an environment
 * in which `node` is it
 */
export async function setUp(purpose) {
  if (process.platform !== 'linux') throw new SetUpError(`Invigil runs on Linux; this is ${process.platform}.`);
  await installNpmPackages(project);
  const node = findNode();
  const purposes = purpose === 'test' ? ['display', 'session', 'test'] : ['display', ...(hasScreen() ? [] : ['session'])];
  const brought = [await installDebianPackages(purposes), await bringElectron({ project, node })];
  if (purpose === 'test') brought.push(await bringNtfy(project));
  const leftOut = brought.filter((entry) => entry !== null);
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
  const bundle = spawnSync(node, [join(project, 'build', 'bundle.ts'), '--if-stale'], { env, stdio: 'inherit' });
  if (bundle.status !== 0) throw new SetUpError('The bundle could not be made; see above.');
  return { node, env, leftOut };
}

/** The Node 24 that npm brought, whatever Node the machine has. */
function findNode() {
  const node = join(project, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node');
  if (existsSync(node)) return node;
  throw new SetUpError(`There is no Node 24 for this machine (${process.arch}): npm has it for x64 and arm64. Looked at ${node}.`);
}

/** Whether this login seems to have a screen. The demo itself looks closer. */
function hasScreen() {
  const { DISPLAY, WAYLAND_DISPLAY, XDG_RUNTIME_DIR } = process.env;
  if (DISPLAY || WAYLAND_DISPLAY) return true;
  return Boolean(XDG_RUNTIME_DIR && existsSync(XDG_RUNTIME_DIR) && readdirSync(XDG_RUNTIME_DIR).some((name) => /^wayland-\d+$/.test(name)));
}

/** Runs the entry point of a command; a failure with a message for people ends with it alone. */
export async function main(command) {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}
