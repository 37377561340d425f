// Brings an Electron: the one that releases are made with, or, where its download is out of reach, the trial one.
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { installDebianPackages } from './debian.mjs';
import { runQuietly } from './run.mjs';

const TRIAL_VERSION = '22.3.25';
/** The release host has this long to accept a connection. */
const REACH_MS = 15_000;
/** 110 MB over a slow line. */
const DOWNLOAD_MS = 15 * 60_000;

/**
 * @param {{ project: string, node: string }} where the project's folder and its Node 24
 * @returns {Promise<{ what: string, line: string } | null>} what is left out, and the line that adds it
 */
export async function bringElectron({ project, node }) {
  const installer = join(project, 'node_modules', 'electron', 'install.js');
  const version = JSON.parse(readFileSync(join(project, 'node_modules', 'electron', 'package.json'), 'utf8')).version;
  if (process.env.INVIGIL_ELECTRON || existsSync(join(project, 'node_modules', 'electron', 'dist', 'electron'))) return null;

  const trial = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'invigil', `electron-${TRIAL_VERSION}`);
  const saysTrial = () =>
    console.log(
      `Electron ${version} is not here: trial Electron ${TRIAL_VERSION} is used, not for a real kiosk. To try again: node ${installer}`,
    );
  if (existsSync(join(trial, 'electron'))) return saysTrial() ?? null;

  const host = releaseHost();
  if (await isReachable(host)) {
    const { ok, output } = await runQuietly(`Downloading Electron ${version}`, [node, installer], { limitMs: DOWNLOAD_MS });
    if (ok) return null;
    console.error(output);
  } else console.log(`Electron ${version} cannot be downloaded: ${host} is out of reach.`);

  if (process.arch !== 'x64') return leftOut(host, installer, 'the trial Electron exists for x64 only');
  const packages = await installDebianPackages(['trial']);
  const getter = join(project, 'test', 'lab', 'get-electron');
  const { ok, output } = await runQuietly(`Bringing trial Electron ${TRIAL_VERSION} from PyPI`, ['bash', getter, trial]);
  if (ok) return saysTrial() ?? null;
  if (packages) return { what: `the trial Electron (${packages.what}): the display waits`, line: packages.line };
  console.error(output);
  return leftOut(host, installer, 'nor did the trial Electron come from PyPI');
}

const leftOut = (host, installer, why) => ({
  what: `Electron (${host} is out of reach, ${why}): the display waits`,
  line: `node ${installer}   # from a network that reaches ${host}`,
});

/** Where the package `electron` downloads from. */
function releaseHost() {
  const mirror = process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror;
  return mirror ? new URL(mirror).host : 'github.com';
}

/** A proxy is taken at its word: only the download itself can tell. */
function isReachable(host) {
  if (process.env.HTTPS_PROXY || process.env.https_proxy) return Promise.resolve(true);
  return new Promise((resolve) => {
    const [name, port = '443'] = host.split(':');
    const socket = connect({ host: name, port: Number(port), timeout: REACH_MS });
    const end = (reached) => {
      socket.destroy();
      resolve(reached);
    };
    socket.on('connect', () => end(true));
    socket.on('timeout', () => end(false));
    socket.on('error', () => end(false));
  });
}
