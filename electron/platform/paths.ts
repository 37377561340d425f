/** Where an exhibit's files are (contract 9). */
import { lstatSync, mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { messageOf } from './errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ExhibitPaths {
  /** `site.toml`, `secrets/` and `exhibit`, the link to the content. */
  readonly config: string;
  readonly site: string;
  readonly content: string;
  /** What outlives a boot. */
  readonly state: string;
  readonly budget: string;
  readonly standing: string;
  readonly reboots: string;
  readonly log: string;
  /** Incidents, and later health and resources; may be thrown away. */
  readonly history: string;
  /** What people are to be told and have not yet been. */
  readonly outbox: string;
  /** What the policy of telling remembers. */
  readonly alerts: string;
  /** What does not. */
  readonly runtime: string;
  readonly control: string;
  readonly heartbeat: string;
  readonly notify: string;
  readonly health: string;
  /** What services write themselves. */
  readonly healthIn: string;
}

/** A folder of the exhibit cannot be made or used. The message says which, why, and what would be right. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
}

/** The kernel's limit for the path of a Unix socket, without the closing zero byte. */
const LONGEST_SOCKET_PATH = 107;

/** All paths of an exhibit; nothing is made. */
export function exhibitPaths(name: string, environment: Environment = process.env): ExhibitPaths {
  const config = join(base(environment, 'XDG_CONFIG_HOME', '.config'), 'invigil', name);
  const state = join(base(environment, 'XDG_STATE_HOME', '.local/state'), 'invigil', name);
  const runtime = join(runtimeBase(environment), name);
  const health = join(runtime, 'health');
  return {
    config,
    site: join(config, 'site.toml'),
    content: join(config, 'exhibit'),
    state,
    budget: join(state, 'budget.json'),
    standing: join(state, 'standing.json'),
    reboots: join(state, 'reboots.json'),
    log: join(state, 'log'),
    history: join(state, 'history.db'),
    outbox: join(state, 'outbox.db'),
    alerts: join(state, 'alerts.json'),
    runtime,
    control: join(runtime, 'control.sock'),
    heartbeat: join(runtime, 'heartbeat.sock'),
    notify: join(runtime, 'notify'),
    health,
    healthIn: join(health, 'in'),
  };
}

/** The folder of all exhibits' runtime folders: by it a command finds the supervisors that run. */
export function runtimeBase(environment: Environment = process.env): string {
  const given = absolute(environment['XDG_RUNTIME_DIR']);
  return given === null ? join(tmpdir(), `invigil-${process.getuid?.()}`) : join(given, 'invigil');
}

/** What is compiled once and found again (`compiled.ts`): one folder for all exhibits, which may be thrown away. */
export function compiledFolder(environment: Environment = process.env): string {
  return join(base(environment, 'XDG_CACHE_HOME', '.cache'), 'invigil', 'compiled');
}

/** Makes the state and runtime folders, for this user alone. Throws a `FolderError`. */
export function makeFolders(paths: ExhibitPaths, environment: Environment = process.env): void {
  const length = Buffer.byteLength(paths.control);
  if (length > LONGEST_SOCKET_PATH) {
    throw new FolderError(
      `${paths.control} is too long for a socket (${length} bytes, at most ${LONGEST_SOCKET_PATH}): set XDG_RUNTIME_DIR to a shorter path`,
    );
  }
  const base = runtimeBase(environment);
  make(base, 'XDG_RUNTIME_DIR');
  // In the folder for temporary files anybody may have made it before us.
  if (absolute(environment['XDG_RUNTIME_DIR']) === null) checkOwn(base);
  for (const folder of [paths.state, paths.log]) make(folder, 'XDG_STATE_HOME');
  for (const folder of [paths.runtime, paths.notify, paths.health, paths.healthIn]) make(folder, 'XDG_RUNTIME_DIR');
}

/** `variable`: what names the place. */
function make(folder: string, variable: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const why = messageOf(cause);
    const right = `User ${process.getuid?.()} has to be able to write there: mend its owner, its mode or its disk, or set ${variable} to another folder`;
    throw new FolderError(`${folder} cannot be made: ${why}\n${right}`, { cause });
  }
}

function checkOwn(folder: string): void {
  const stat = lstatSync(folder);
  if (!stat.isDirectory()) throw new FolderError(`${folder} is to be a folder of this user's own, but is something else: remove it`);
  if (stat.uid !== process.getuid?.()) {
    throw new FolderError(`${folder} belongs to user ${stat.uid}: remove it, or set XDG_RUNTIME_DIR to a folder of this user's own`);
  }
  if ((stat.mode & 0o077) !== 0) throw new FolderError(`${folder} is open to other users: chmod 700 it`);
}

/** A relative path in these variables is to be ignored, says the XDG Base Directory Specification. */
function absolute(path: string | undefined): string | null {
  return path !== undefined && isAbsolute(path) ? path : null;
}

function base(environment: Environment, variable: string, fallback: string): string {
  return absolute(environment[variable]) ?? join(environment['HOME'] ?? homedir(), fallback);
}
