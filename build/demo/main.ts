/**
 * `npm start`: runs the demo exhibit on the machine as it is.
 *
 * With a screen, the display opens a plain window on it. Without one, and with sway installed, the demo gets a private session
 * that draws into memory, and a picture of it is kept in a file. What the machine lacks is said, and the rest runs.
 *
 * Invariants: whatever is started here ends with the demo, in reverse order, the exhibit first; nothing is left in the
 * temporary folder. The supervisor is a child in our own process group: Ctrl+C in a terminal reaches it directly.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { accepts } from '../../electron/platform/accepts.ts';
import { exhibitPaths } from '../../electron/platform/paths.ts';
import { DEMO_USER, demoAccount } from './account.ts';
import { makeFolder } from './folder.ts';
import { isInstalled } from './helper.ts';
import { startScreenshots } from './screenshot.ts';
import { canStartSession, hasSession, startSession } from './session.ts';
import { hasSound, missingForSound, startSound } from './sound.ts';

const project = join(import.meta.dirname, '..', '..');
/** What has to be ended, in the order of its start. */
const endings: (() => Promise<void> | void)[] = [];
let supervisor: ChildProcess | null = null;

/** A line of the table that the demo opens with. */
const say = (topic: string, text: string): void => console.log(`  ${topic.padEnd(9)}${text}`);
const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function endAll(): Promise<void> {
  for (const end of endings.splice(0).reverse()) {
    await Promise.resolve(end()).catch((error: unknown) => console.error(`demo: ${reason(error)}`));
  }
}

/** Gives the exhibit a session and sound where the machine has none; returns what its environment gets. */
async function prepare(): Promise<Record<string, string>> {
  if (await hasSession(process.env)) {
    say('picture', 'a window on this screen');
    if (!(await hasSound(process.env))) say('sound', 'no sound server answers this login; the sound runs on in silence');
    return {};
  }
  if (!canStartSession()) {
    say('picture', 'no Wayland or X session here, and sway is not installed for a private one: the display waits for a session.');
    say('', 'npm start as root on Debian or Ubuntu installs it; or: sudo apt-get install sway grim');
    return {};
  }
  const account = demoAccount();
  const folder = makeFolder(account);
  endings.push(folder.remove);
  try {
    const session = await startSession(folder.session, account);
    endings.push(session.helper.end);
    showPicture(session.waylandDisplay, folder.session, folder.picture);
    return { WAYLAND_DISPLAY: session.waylandDisplay, XDG_SESSION_TYPE: 'wayland', ...(await prepareSound(folder.session, account)) };
  } catch (error) {
    say('picture', `a private session did not come up, the display waits. ${reason(error)}`);
    return {};
  }
}

function showPicture(waylandDisplay: string, session: string, file: string): void {
  if (isInstalled('grim')) {
    endings.push(startScreenshots(waylandDisplay, session, file));
    say('picture', `no screen here: drawn in memory (sway), look at ${file}, renewed every 2 s`);
  } else say('picture', 'no screen here: drawn in memory (sway); with grim installed there would be a picture of it');
}

async function prepareSound(folder: string, account: ReturnType<typeof demoAccount>): Promise<Record<string, string>> {
  if (await hasSound(process.env)) return {};
  const missing = missingForSound();
  if (missing.length > 0) {
    say('sound', `none: no sound server answers, and for a private one ${missing.join(', ')} is not installed`);
    return {};
  }
  try {
    const sound = await startSound(folder, account);
    endings.push(...sound.helpers.map((helper) => helper.end));
    say('sound', 'no loudspeakers here: played to a private sound server (PipeWire)');
    return { ...sound.environment };
  } catch (error) {
    say('sound', `none: ${reason(error)}`);
    return {};
  }
}

/** What a demo before this one left behind (safe mode, a service stopped by a person) is no way to begin. */
async function beginAnew(): Promise<void> {
  const { control, standing } = exhibitPaths('demo');
  if (await accepts(control)) throw new Error('it runs already on this machine. Look: npx invigil status');
  rmSync(standing, { force: true });
}

async function run(): Promise<number> {
  await beginAnew();
  console.log('The Lantern Room: the demo exhibit of Invigil');
  const environment = await prepare();
  if (process.getuid?.() === 0) {
    say('root', `you are root: the private session runs as the user ${DEMO_USER}, and Electron runs as root, without its sandbox.`);
    say('', 'That is for a trial machine. On a real kiosk the exhibit runs as a plain user: without the sandbox one bad page owns');
    say('', 'the whole machine.');
  }
  say('break it', 'npm run demo:break, in a second terminal');
  say('look', 'npx invigil status --watch');
  say('end', 'Ctrl+C');
  supervisor = spawn(process.execPath, [join(project, 'dist', 'cli.js'), 'run', join(project, 'resources', 'demo'), '--demo'], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  const [code, signal] = await once(supervisor, 'exit');
  return code ?? 128 + constants.signals[signal as NodeJS.Signals];
}

// Ctrl+C reaches the supervisor by itself; a signal to us alone is passed on. We leave when it has left.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (supervisor) {
      if (signal !== 'SIGINT') supervisor.kill('SIGTERM');
    } else void endAll().then(() => process.exit(128 + constants.signals[signal]));
  });
}

try {
  process.exitCode = await run();
} catch (error) {
  console.error(`demo: ${reason(error)}`);
  process.exitCode = 1;
} finally {
  await endAll();
}
