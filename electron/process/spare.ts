/**
 * A spare: a process of a service that was made beforehand and waits to become its next instance. A fork of the supervisor takes
 * milliseconds, since the kernel copies the tables of all its memory, and needs memory when there may be none. A spare was forked
 * while nobody waited; when its service ends, it is told where and with which changes to its environment to begin, and becomes the
 * program, under the same pid. A restart so takes a third of the time.
 *
 * Invariants
 * - It is no part of any instance: it carries the exhibit's mark, by which it is swept away, and no instance's.
 * - It becomes only what would have been started now: one that was made for another command, or lacks what it cannot be given, is
 *   let go, and the start forks as the first one did.
 * - It ends by itself when its input ends, so with the supervisor, however that dies.
 *
 * Numbers: one for each service that has run for a second; 0.1 MB of its own (a shell that waits for a line).
 */
import type { ChildProcess } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { type Birth, birthOf } from './birth.ts';
import type { Command } from './containment.ts';
import { unlessGone } from './errors.ts';
import type { Log } from './log.ts';

/** What is to be executed, and where. */
export interface Start {
  readonly command: Command;
  /** What a spare of it is forked with: `waiting` of the command, or of the part of it that joins the instance. */
  readonly spareCommand: Command;
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** A process that is the program, or is about to become it. */
export interface Begun {
  readonly child: ChildProcess;
  readonly birth: Birth | null;
}

/** Forks a process with a pipe as its input. */
export type Fork = (start: Pick<Start, 'command' | 'directory' | 'environment'>) => ChildProcess;

/**
 * For dash, which passes an environment on as it was but for names that no shell knows: lines `NAME=value` change it, a line that
 * begins with `/` is the folder, and ends the wait. What the shell set for itself is taken back.
 */
const SCRIPT = `while IFS= read -r INVIGIL_SPARE; do
  case $INVIGIL_SPARE in
    /*) cd -- "$INVIGIL_SPARE" && unset INVIGIL_SPARE PWD OLDPWD && exec "$@" </dev/null; exit 127 ;;
    *) export "$INVIGIL_SPARE" ;;
  esac
done`;

/** The command of a process that waits, and then becomes `command`. */
export function waiting(command: Command): Command {
  return ['/bin/sh', '-c', SCRIPT, 'invigil-spare', ...command];
}

/** What a shell passes on unchanged: no name of its own, and none that it cannot have. */
const PLAIN_NAME = /^(?!(?:PWD|OLDPWD|SHLVL|PPID|OPTIND|IFS|PS[124]|_|INVIGIL_SPARE)$)[A-Za-z_]\w*$/;

/** Whether this machine's shell is the one that is known to change nothing else. */
export function hasPlainShell(): boolean {
  return basename(unlessGone(() => realpathSync('/bin/sh')) ?? '') === 'dash';
}

export class Spare {
  readonly #start: Start;
  readonly #child: ChildProcess;
  readonly #birth: Birth | null;

  private constructor(start: Start, child: ChildProcess, log: Log) {
    this.#start = start;
    this.#child = child;
    this.#birth = child.pid === undefined ? null : birthOf(child.pid);
    // Who ends before it is told to begin is not missed: the start forks.
    child.once('error', (error) => log('info', `a process for a next start: ${error.message}`));
    child.stdin?.on('error', (error) => log('info', `the input of a process for a next start: ${error.message}`));
  }

  /** Null: an environment that a shell would not pass on as it is. `mark`: the variable by which an instance's processes are known. */
  static make(start: Start, mark: string, fork: Fork, log: Log): Spare | null {
    const { [mark]: _, ...environment } = start.environment;
    if (!Object.keys(environment).every((name) => PLAIN_NAME.test(name))) return null;
    return new Spare({ ...start, environment }, fork({ command: start.spareCommand, directory: '/', environment }), log);
  }

  /** Lets it become this; null: it cannot, and has been let go. */
  become(start: Start): Begun | null {
    const child = this.#child;
    const changes = this.#changesTo(start);
    if (changes === null || child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
      this.letGo();
      return null;
    }
    child.stdin?.end([...changes, start.directory, ''].join('\n'));
    return { child, birth: this.#birth };
  }

  letGo(): void {
    this.#child.stdin?.end();
  }

  /** The lines that make its environment the wanted one; null: none would. */
  #changesTo({ spareCommand, directory, environment }: Start): string[] | null {
    const own = this.#start;
    const isSame = spareCommand.length === own.spareCommand.length && spareCommand.every((word, place) => word === own.spareCommand[place]);
    if (!isSame) return null;
    if (Object.keys(own.environment).some((name) => !(name in environment))) return null;
    const changes = Object.entries(environment).filter(([name, value]) => own.environment[name] !== value);
    const tellable = changes.every(([name, value]) => PLAIN_NAME.test(name) && !value.includes('\n'));
    return tellable && directory.startsWith('/') && !directory.includes('\n') ? changes.map((change) => change.join('=')) : null;
  }
}
