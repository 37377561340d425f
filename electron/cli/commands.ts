/** Every command there is, by name. */
import type { Command } from 'commander';

interface Listed {
  readonly summary: string;
  /** It asks the supervisor and does nothing else: people wait for it, so it lies in the one file `asking`. */
  readonly asks?: true;
  load(): Promise<{ command(): Command }>;
}

/** By name, in the order in which help shows them. Each is loaded when it is asked for. */
export const COMMANDS: Readonly<Record<string, Listed>> = {
  run: { summary: 'run an exhibit', load: () => import('./run.ts') },
  status: { summary: 'is it all right, and what does each service do', asks: true, load: () => import('./status.ts') },
  start: { summary: 'start one service or the whole exhibit', asks: true, load: () => import('./start.ts') },
  stop: { summary: 'stop one service or the whole exhibit', asks: true, load: () => import('./stop.ts') },
  restart: { summary: 'restart one service or the whole exhibit', asks: true, load: () => import('./restart.ts') },
  pause: { summary: 'let everything run on without mending anything', asks: true, load: () => import('./pause.ts') },
  resume: { summary: 'end a pause or safe mode', asks: true, load: () => import('./resume.ts') },
  reload: { summary: 'read the exhibit file again', asks: true, load: () => import('./reload.ts') },
  overlay: { summary: 'open the overlay on a screen', asks: true, load: () => import('./overlay.ts') },
  screenshot: { summary: 'a picture of what visitors see', asks: true, load: () => import('./screenshot.ts') },
  try: { summary: 'run a program and see whether it fits', load: () => import('./try.ts') },
  init: { summary: 'write an exhibit file for a folder', load: () => import('./init.ts') },
  logs: { summary: 'what the services have written', load: () => import('./logs.ts') },
  incidents: { summary: 'what failed, and what is known of it', load: () => import('./incidents.ts') },
  support: { summary: 'one archive for whoever helps, without secrets', load: () => import('./support.ts') },
  health: { summary: 'health of every service, for monitoring too', load: () => import('./health.ts') },
  alert: { summary: 'try whether alerts arrive', asks: true, load: () => import('./alert.ts') },
  check: { summary: 'check an exhibit file', load: () => import('./check.ts') },
  doctor: { summary: 'what of this machine does not fit the exhibit', load: () => import('./doctor.ts') },
  desktop: { summary: 'fit the desktop around an exhibit, and put it back', load: () => import('./desktop.ts') },
  pin: { summary: 'set the PIN with which somebody opens the overlay', load: () => import('./pin.ts') },
  password: { summary: 'set the password with which somebody opens the dashboard', load: () => import('./password.ts') },
  token: { summary: 'make a token with which a program asks the API', load: () => import('./token.ts') },
  install: { summary: 'put an exhibit onto this machine', load: () => import('./install.ts') },
  uninstall: { summary: 'take away what install has made', load: () => import('./uninstall.ts') },
  provision: { summary: "put this machine's site.toml in place", load: () => import('./provision.ts') },
  card: { summary: 'a page to hang beside the exhibit', load: () => import('./card.ts') },
  schema: { summary: 'print the JSON Schema of the exhibit file', load: () => import('./schema.ts') },
};
