/**
 * What is shown to whom: an action that somebody may not do is not on the screen. The supervisor decides all the same; this only keeps
 * buttons away that would be refused.
 */
import type { Person } from './api.ts';

const ROLES = ['view', 'staff', 'admin'] as const satisfies readonly Person['role'][];

const LEAST = {
  start: 'staff',
  stop: 'staff',
  restart: 'staff',
  pause: 'staff',
  resume: 'staff',
  refresh: 'staff',
  volume: 'staff',
  identify: 'staff',
  screenshot: 'staff',
  'test-alert': 'staff',
  reload: 'admin',
  desktop: 'admin',
  reboot: 'admin',
  poweroff: 'admin',
} as const satisfies Readonly<Record<string, Person['role']>>;

export type CommandName = keyof typeof LEAST;
export type May = (command: CommandName) => boolean;

export function permissions(role: Person['role']): May {
  return (command) => ROLES.indexOf(role) >= ROLES.indexOf(LEAST[command]);
}

/** Without a PIN: what the exhibit file allows to everybody. */
export function permissionsWithoutPin(commands: readonly string[]): May {
  return (command) => commands.includes(command);
}
