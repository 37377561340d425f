/**
 * Tells before a start whether it can succeed: afterwards a program that was never run could not be told from one that ended at
 * once, for what starts it inside its containment fails with an exit status of its own.
 */
import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { delimiter, dirname, resolve } from 'node:path';
import { unlessGone } from './errors.ts';

/** Why a program cannot be started, and in which folders a change may mend that (none: time or a person has to). */
export interface StartFailure {
  readonly reason: string;
  readonly program: string;
  readonly folders: readonly string[];
}

/** Where a program is looked for when the environment has no PATH (as execvp does). */
const DEFAULT_PATH = '/bin:/usr/bin';
/** The kernel reads no more of a script's first line. */
const FIRST_LINE_BYTES = 256;

/** Null: nothing speaks against the start. */
export function findStartFailure(program: string, directory: string, environment: Readonly<Record<string, string>>): StartFailure | null {
  const trouble = lookAtDirectory(directory) ?? lookForProgram(program, directory, environment['PATH'] ?? DEFAULT_PATH);
  return trouble === null ? null : { ...trouble, program };
}

type Trouble = Omit<StartFailure, 'program'>;

function lookAtDirectory(directory: string): Trouble | null {
  const folder = unlessGone(() => statSync(directory));
  if (folder === null) return { reason: `there is no folder ${directory} to start it in`, folders: [nearestFolder(directory)] };
  const folders = [nearestFolder(dirname(directory))];
  if (!folder.isDirectory()) return { reason: `${directory} is to be its folder, but is a file`, folders };
  if (!mayExecute(directory)) return { reason: `no permission to enter its folder ${directory}`, folders };
  return null;
}

/** As execvp looks for it. */
function lookForProgram(program: string, directory: string, searched: string): Trouble | null {
  if (program.includes('/')) return lookAtProgram(resolve(directory, program));
  const path = searched.split(delimiter).map((entry) => resolve(directory, entry));
  if (path.some((entry) => lookAtProgram(resolve(entry, program)) === null)) return null;
  const found = path.find((entry) => isFile(resolve(entry, program)));
  const reason =
    found === undefined
      ? `no program ${program} in any folder of PATH`
      : `${resolve(found, program)} is not executable (chmod +x makes it so)`;
  return { reason, folders: path.filter((entry) => unlessGone(() => statSync(entry))?.isDirectory()) };
}

function lookAtProgram(file: string): Trouble | null {
  const folders = [nearestFolder(dirname(file))];
  const stat = unlessGone(() => statSync(file));
  if (stat === null) return { reason: `there is no program ${file}`, folders };
  if (!stat.isFile()) return { reason: `${file} is no program but a folder or the like`, folders };
  if (!mayExecute(file)) return { reason: `${file} is not executable (chmod +x makes it so)`, folders };
  const interpreter = interpreterOf(file);
  if (interpreter !== null && !isFile(interpreter)) {
    return { reason: `${file} is to be run by ${interpreter} (its first line says so), which is not there`, folders };
  }
  return null;
}

/** The program that a script's first line names; null: no script, or not ours to read. */
function interpreterOf(file: string): string | null {
  const opened = unlessGone(() => openSync(file, 'r'));
  if (opened === null) return null;
  try {
    const bytes = Buffer.alloc(FIRST_LINE_BYTES);
    const text = bytes.toString('latin1', 0, readSync(opened, bytes, 0, bytes.length, 0));
    return /^#![ \t]*(\/[^\s]+)/.exec(text)?.[1] ?? null;
  } finally {
    closeSync(opened);
  }
}

function isFile(path: string): boolean {
  return unlessGone(() => statSync(path))?.isFile() === true;
}

function mayExecute(path: string): boolean {
  return unlessGone(() => accessSync(path, constants.X_OK)) !== null;
}

/** `path` itself or the nearest folder above it that is there. */
function nearestFolder(path: string): string {
  if (unlessGone(() => statSync(path))?.isDirectory()) return path;
  return path === '/' ? path : nearestFolder(dirname(path));
}
