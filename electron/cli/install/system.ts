/** Runs programs of the system for an installation: as this account, or, for root, as the exhibit's user with its own service manager. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Run } from '../../install/ground.ts';
import type { Ask } from '../../install/look.ts';
import { askProgram, type Said } from '../../machine/program.ts';
import { accepts } from '../../platform/accepts.ts';
import { findAccount } from '../../platform/accounts.ts';

/** The manager of a user who was just let linger needs a moment; milliseconds. */
const MANAGER_MS = 10_000;
const LOOK_MS = 50;
/** What is run may stop an exhibit, which takes its time; milliseconds. */
const PATIENCE_MS = 60_000;
/** su and sudo give different ones. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export interface System {
  readonly ask: Ask;
  readonly askAsUser: Ask;
  /** Rejects with what it said. */
  readonly run: Run;
}

export function systemFor(user: string): System {
  const ask = (program: string, args: readonly string[]) => askProgram(program, args, { ...process.env, PATH }, PATIENCE_MS);
  const askAsUser = (program: string, args: readonly string[]): Promise<Said> => {
    const runtime = runtimeOf(user);
    const variables = [`XDG_RUNTIME_DIR=${runtime}`, `DBUS_SESSION_BUS_ADDRESS=unix:path=${runtime}/bus`];
    return isRoot()
      ? ask('runuser', ['-u', user, '--', 'env', ...variables, program, ...args])
      : ask('env', [...variables, program, ...args]);
  };
  return {
    ask,
    askAsUser,
    async run({ program, args, as }) {
      if (as === 'user') await managerOf(user);
      const said = await (as === 'user' ? askAsUser : ask)(program, args);
      if (!said.ok) throw new Error(`${[program, ...args].join(' ')}: ${said.words}`);
    },
  };
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function runtimeOf(user: string): string {
  return `/run/user/${findAccount(user)?.uid ?? user}`;
}

/** When it has not come in time, the program that needs it says so. */
async function managerOf(user: string): Promise<void> {
  const end = performance.now() + MANAGER_MS;
  while (!(await accepts(`${runtimeOf(user)}/systemd/private`)) && performance.now() < end) await wait(LOOK_MS);
}
