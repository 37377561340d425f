/** Where a check looks: the exhibit, the session of this account, and the machine around. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Exhibit } from '../../config/index.ts';
import { askProgram, type Said } from '../../machine/program.ts';
import { findSession, type Session } from './session.ts';

export interface RunningProgram {
  readonly pid: number;
  /** Its name and arguments. */
  readonly command: readonly string[];
}

export interface Place {
  /** Null: there is no file, or a wrong one. */
  readonly exhibit: Exhibit | null;
  /** Null: nobody of this account is logged in at a screen. */
  readonly session: Session | null;
  /** This process's environment, with what leads to the session. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Runs a small program of the system. */
  ask(program: string, ...args: readonly string[]): Promise<Said>;
  /** This account's programs of that name. */
  running(name: string): readonly RunningProgram[];
}

export async function lookAround(exhibit: Exhibit | null): Promise<Place> {
  const session = await findSession(process.env);
  const environment = { ...process.env, ...surroundings(session) };
  return {
    exhibit,
    session,
    environment,
    ask: (program, ...args) => askProgram(program, args, environment),
    running: programsNamed,
  };
}

/** Over ssh nothing of this is in the environment. */
function surroundings(session: Session | null): Readonly<Record<string, string>> {
  if (session?.kind !== 'wayland') return {};
  const folder = dirname(session.socket);
  return { WAYLAND_DISPLAY: session.socket, XDG_RUNTIME_DIR: process.env['XDG_RUNTIME_DIR'] ?? folder };
}

function programsNamed(name: string): readonly RunningProgram[] {
  const own = process.getuid?.();
  return readdirSync('/proc').flatMap((entry): RunningProgram[] => {
    if (!/^\d+$/.test(entry)) return [];
    const text = (file: string) => {
      try {
        return readFileSync(join('/proc', entry, file), 'utf8');
      } catch {
        // It has ended, or is not this account's.
        return '';
      }
    };
    const isOwn = new RegExp(`^Uid:\\s+${own}\\b`, 'm').test(text('status'));
    return isOwn && text('comm').trim() === name ? [{ pid: Number(entry), command: text('cmdline').split('\0').filter(Boolean) }] : [];
  });
}
