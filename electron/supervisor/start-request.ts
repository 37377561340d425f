/** What to spawn for a service: its own program, or the shell with the page's name on it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Exhibit, type ExhibitService, formatProblems, isHiddenShell, readEnvironmentFile } from '../config/index.ts';
import { findElectron, shellCommand } from '../platform/electron-path.ts';
import { serviceEnvironment } from '../process/environment.ts';
import { loginEnvironment } from './login-environment.ts';
import type { Instance, SpawnRequest } from './ports.ts';

/** The shell's bundle: beside the supervisor's, or where bundling puts it when this runs from source. */
const SHELL_BUNDLE = join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? '../../dist/shell' : 'shell');

export interface StartSurroundings {
  readonly exhibit: Exhibit;
  /** The environment that the supervisor was started in. */
  readonly login: Readonly<Record<string, string | undefined>>;
  /** What the login session adds now. */
  readonly session: Readonly<Record<string, string>>;
  /** Folder for browser profiles, kept over restarts. */
  readonly stateFolder: string;
  /** The exhibit's own runtime folder. */
  readonly runtimeFolder: string;
  /** The demo: a plain window that may be closed. */
  readonly windowed: boolean;
  /** Whether the service's shell has asked to draw without the graphics card. */
  readonly isSoftware: (service: string) => boolean;
}

/** One start of one service, with what its heartbeat adds to the environment. */
export interface Start {
  readonly service: ExhibitService;
  readonly instance: Instance;
  readonly signs: Readonly<Record<string, string>>;
  readonly safeMode: boolean;
}

/**
 * A string says why the service cannot be started. A promise only where a file has to be read first: a crashed service
 * without one is spawned within the same turn of the loop.
 */
export function startRequest(start: Start, around: StartSurroundings): SpawnRequest | string | Promise<SpawnRequest | string> {
  const { environmentFile } = start.service;
  if (environmentFile === null) return requestWith(start, around, {});
  return readEnvironmentFile(environmentFile).then((file) =>
    file.ok ? requestWith(start, around, file.variables) : formatProblems(file.problems),
  );
}

function requestWith(
  { service, instance, signs, safeMode }: Start,
  around: StartSurroundings,
  file: Readonly<Record<string, string>>,
): SpawnRequest | string {
  const program = service.command === null ? shellOf(service, around) : { command: service.command, environment: {} };
  if (typeof program === 'string') return program;
  const marks = safeMode ? { INVIGIL_SAFE_MODE: '1' } : {};
  return {
    instance,
    command: program.command,
    before: service.before,
    directory: service.directory,
    environment: serviceEnvironment({
      login: loginEnvironment(around.login, around.session),
      session: around.session,
      file,
      own: service.environment,
      invigil: { ...signs, ...marks, ...program.environment },
    }),
    stopSignal: service.stop.signal,
    freezeSignal: service.stop.onFreeze,
    limits: service.limits,
  };
}

interface Program {
  readonly command: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
}

function shellOf(service: ExhibitService, around: StartSurroundings): Program | string {
  const electron = findElectron();
  if (electron === null) return 'there is no Electron on this machine to show a page with; `npm start` in the checkout brings one';
  const profile = join(around.stateFolder, 'profile', service.name);
  const { title, colour, locale } = around.exhibit;
  const { hotkey, corner } = around.exhibit.overlay;
  const environment: Record<string, string> = {
    // electron/shell/environment.ts reads it.
    INVIGIL_SHELL: JSON.stringify({ title, colour, locale, windowed: around.windowed, hidden: isHiddenShell(service), hotkey, corner }),
    // Chromium dies without a word where there is none: after `su`, in a container, for a system account.
    XDG_RUNTIME_DIR: around.login['XDG_RUNTIME_DIR'] ?? around.runtimeFolder,
  };
  const command = shellCommand({
    electron,
    bundle: SHELL_BUNDLE,
    // Chromium refuses to run its sandbox as root. A kiosk does not run as root; a trial machine may.
    noSandbox: process.getuid?.() === 0,
    profile,
    ozone: around.session['WAYLAND_DISPLAY'] !== undefined ? 'wayland' : 'x11',
    // Without a graphics card Chromium would try, fail and start its GPU process anew.
    software: !existsSync('/dev/dri') || around.isSoftware(service.name),
  });
  return { command, environment };
}
