/** Where a check looks: the exhibit, the account and its session, and the machine around. Everything a check knows comes from here. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Exhibit } from '../../config/index.ts';
import type { Desk } from '../../desktop/desktop.ts';
import type { Sound } from '../../documents/sound.ts';
import { askProgram, type Said } from '../../machine/program.ts';
import { createSound } from '../../machine/sound.ts';
import { type Account, ownAccount } from '../../platform/accounts.ts';
import { attempt } from '../../platform/attempt.ts';
import { type Installation, installation } from '../../platform/installation.ts';
import type { Verdict } from '../../session/watch.ts';
import type { Condition } from '../../supervisor/ports.ts';
import { lookAt } from './condition.ts';
import { createDesk } from './desk.ts';
import { type Files, filesBelow } from './files.ts';
import { createReach, type Reach } from './reach.ts';
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
  readonly account: Account;
  readonly installation: Installation;
  readonly files: Files;
  /** The desktop's settings. */
  readonly desk: Desk;
  /** This process's environment, with what leads to the session. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Runs a small program of the system. */
  ask(program: string, ...args: readonly string[]): Promise<Said>;
  /** This account's programs of that name. */
  running(name: string): readonly RunningProgram[];
  /** The default sink. Never rejects. */
  sound(): Promise<Sound>;
  /** As a service that waits for it would find it now. Never rejects. */
  condition(condition: Condition): Promise<Verdict>;
  /** Those who are told of alerts. */
  readonly reach: Reach;
}

export async function lookAround(exhibit: Exhibit | null): Promise<Place> {
  const session = await findSession(process.env);
  const environment = { ...process.env, ...surroundings(session) };
  return {
    exhibit,
    session,
    account: ownAccount(),
    installation: installation(),
    files: filesBelow('/'),
    desk: createDesk(environment),
    environment,
    ask: (program, ...args) => askProgram(program, args, environment),
    running: programsNamed,
    sound: () => createSound(() => environment).read(),
    condition: (condition) => lookAt(condition, environment),
    reach: createReach(),
  };
}

/** Over ssh, and from a timer, nothing of this need be in the environment. */
function surroundings(session: Session | null): Readonly<Record<string, string>> {
  const folder =
    process.env['XDG_RUNTIME_DIR'] ?? (session?.kind === 'wayland' ? dirname(session.socket) : `/run/user/${process.getuid?.()}`);
  const bus = join(folder, 'bus');
  return {
    ...(existsSync(folder) ? { XDG_RUNTIME_DIR: folder } : {}),
    ...(process.env['DBUS_SESSION_BUS_ADDRESS'] === undefined && existsSync(bus) ? { DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus}` } : {}),
    ...(session?.kind === 'wayland' ? { WAYLAND_DISPLAY: session.socket } : {}),
  };
}

function programsNamed(name: string): readonly RunningProgram[] {
  const own = process.getuid?.();
  return readdirSync('/proc').flatMap((entry): RunningProgram[] => {
    if (!/^\d+$/.test(entry)) return [];
    // It has ended, or is not this account's: nothing is said of it.
    const text = (file: string) => attempt(() => readFileSync(join('/proc', entry, file), 'utf8')) ?? '';
    const isOwn = new RegExp(`^Uid:\\s+${own}\\b`, 'm').test(text('status'));
    return isOwn && text('comm').trim() === name ? [{ pid: Number(entry), command: text('cmdline').split('\0').filter(Boolean) }] : [];
  });
}
