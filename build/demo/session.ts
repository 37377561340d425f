import { type Dirent, readdirSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { accepts } from '../../electron/platform/accepts.ts';
import type { Account } from './account.ts';
import { type Helper, isAlive, isInstalled, startHelper } from './helper.ts';

/** The private session's only output. */
const SIZE = '1280x720';
/** Sway takes half a second on a small machine. */
const START_DEADLINE_MS = 15_000;

/** One window fills the output, nothing around it, no key does anything; without `bg`, sway starts no second program. */
const SWAY_CONFIG = `xwayland disable
default_border none
default_floating_border none
output HEADLESS-1 mode --custom ${SIZE}@60Hz
seat * hide_cursor 1000
`;

const isWaylandSocket = (entry: Dirent): boolean => /^wayland-\d+$/.test(entry.name) && entry.isSocket();

/** The Wayland socket in a runtime folder that answers, as an absolute path. */
async function waylandSocketIn(folder: string): Promise<string | null> {
  for (const entry of readdirSync(folder, { withFileTypes: true }).filter(isWaylandSocket)) {
    const path = join(folder, entry.name);
    if (await accepts(path)) return path;
  }
  return null;
}

/** Whether this login has a screen: then the display opens a plain window there. */
export async function hasSession(environment: NodeJS.ProcessEnv): Promise<boolean> {
  const { DISPLAY, WAYLAND_DISPLAY, XDG_RUNTIME_DIR } = environment;
  if (WAYLAND_DISPLAY && isAbsolute(WAYLAND_DISPLAY)) return accepts(WAYLAND_DISPLAY);
  if (DISPLAY) return true;
  if (!XDG_RUNTIME_DIR) return false;
  try {
    return (await waylandSocketIn(XDG_RUNTIME_DIR)) !== null;
  } catch (error) {
    console.error(`demo: ${XDG_RUNTIME_DIR} (XDG_RUNTIME_DIR) cannot be read: ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

export interface PrivateSession {
  readonly helper: Helper;
  /** Absolute path of its socket, so that XDG_RUNTIME_DIR may stay what it is. */
  readonly waylandDisplay: string;
}

/** Whether a private session can be started on this machine. */
export const canStartSession = (): boolean => isInstalled('sway') && isInstalled('setpriv');

/** Starts sway without any screen, drawing in software, in `folder`. */
export async function startSession(folder: string, account: Account): Promise<PrivateSession> {
  const config = join(folder, 'sway.conf');
  writeFileSync(config, SWAY_CONFIG);
  const helper = startHelper({
    command: ['sway', '--config', config],
    environment: {
      XDG_RUNTIME_DIR: folder,
      XDG_SESSION_TYPE: 'wayland',
      WLR_BACKENDS: 'headless',
      WLR_RENDERER: 'pixman',
      WLR_LIBINPUT_NO_DEVICES: '1',
      LIBSEAT_BACKEND: 'noop',
    },
    account,
    folder,
  });
  const waylandDisplay = await waitFor(() => waylandSocketIn(folder), helper);
  return { helper, waylandDisplay };
}

/** Asks every 50 ms until there is an answer; a helper that ended, or the deadline, is an error with its last words. */
export async function waitFor<T>(ask: () => Promise<T | null>, helper: Helper): Promise<T> {
  const deadline = performance.now() + START_DEADLINE_MS;
  while (isAlive(helper.process) && performance.now() < deadline) {
    const answer = await ask();
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await helper.end();
  throw new Error(`${helper.name} did not start: ${helper.lastWords() || 'it said nothing'}`);
}
