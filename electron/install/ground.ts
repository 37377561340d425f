/**
 * The machine that is installed on: looks whether a target is there, makes it, undoes it. The user's part is done with the user's own
 * rights: root that wrote into a folder of somebody else could be led anywhere by a link there. All file work is therefore synchronous,
 * within a change of this process's effective user, and nothing else of the process runs meanwhile.
 */
import { chmodSync, existsSync, lstatSync, mkdirSync, readlinkSync, renameSync, symlinkSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Account, as } from '../platform/accounts.ts';
import type { Command, Part, Step, Target, Undoing } from './step.ts';
import { digestOf, readText, removeEmpty, writeWhole } from './whole-file.ts';

/** Runs a command; rejects with what it said. */
export type Run = (command: Command) => Promise<void>;

/** `null`: undone. A sentence: why it was left as it is. */
export type Kept = string | null;

export interface Made {
  readonly id: string;
  readonly undo: Undoing;
}

export class Ground {
  readonly #run: Run;
  readonly #user: () => Account | null;
  readonly #root: string;

  /** `user`: the exhibit's, once it exists; null in `as` means this process's own. `root`: `/`, or a tree for tests. */
  constructor(options: { readonly run: Run; readonly user: () => Account | null; readonly root?: string }) {
    this.#run = options.run;
    this.#user = options.user;
    this.#root = options.root ?? '/';
  }

  /** Whether the target is there as it should be. A command is in place only where the plan leaves it out. */
  holds({ part, target }: Step): boolean {
    return this.#as(part, () => this.#holds(target));
  }

  /** Makes it; answers with what undoes it, the folders that had to be made first. Throws, or rejects, with what failed. */
  async make(step: Step): Promise<Made[]> {
    const { target } = step;
    if (target.kind === 'run') {
      for (const command of target.commands) await this.#run(command);
      return [{ id: step.id, undo: { kind: 'run', commands: [...target.undo] } }];
    }
    return this.#as(step.part, () => {
      const folders = this.#makeFolders(dirname(target.path), 0o755);
      return [...folders, ...this.#place(step.id, target)];
    });
  }

  async undo(part: Part, undo: Undoing): Promise<Kept> {
    if (undo.kind !== 'run') return this.#as(part, () => this.#undo(undo));
    for (const command of undo.commands) await this.#run(command);
    return null;
  }

  /** The text of a file; null: there is none. */
  read(part: Part, path: string): string | null {
    return this.#as(part, () => readText(this.#at(path)));
  }

  /** Writes a small file whole: a reader, also after a power cut, sees the old content or the new one. Answers with the folders made. */
  write(part: Part, path: string, content: string, mode: number): string[] {
    return this.#as(part, () => {
      const folders = this.#makeFolders(dirname(path), part === 'user' ? 0o700 : 0o755);
      writeWhole(this.#at(path), content, mode);
      return folders.flatMap(({ undo }) => ('path' in undo ? [undo.path] : []));
    });
  }

  /** Removes a file, and of these folders, innermost last, those that are empty. */
  remove(part: Part, path: string, folders: readonly string[]): void {
    this.#as(part, () => {
      if (existsSync(this.#at(path))) unlinkSync(this.#at(path));
      for (const folder of [...folders].reverse()) this.#undo({ kind: 'remove-folder', path: folder });
    });
  }

  #as<T>(part: Part, work: () => T): T {
    return as(part === 'user' ? this.#user() : null, work);
  }

  #at(path: string): string {
    return join(this.#root, path);
  }

  #holds(target: Target): boolean {
    if (target.kind === 'run') return false;
    const path = this.#at(target.path);
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) return false;
    if (target.kind === 'folder') return found.isDirectory() && (found.mode & 0o777) === target.mode;
    if (target.kind === 'link') return found.isSymbolicLink() && readlinkSync(path) === target.to;
    return target.keep === 'theirs' || (readText(path) === target.content && (found.mode & 0o777) === target.mode);
  }

  #place(id: string, target: Exclude<Target, { readonly kind: 'run' }>): Made[] {
    const path = this.#at(target.path);
    const there = lstatSync(path, { throwIfNoEntry: false });
    if (target.kind === 'folder') {
      if (there === undefined) mkdirSync(path, { mode: target.mode });
      // The mask of this process takes its part of the mode.
      chmodSync(path, target.mode);
      return there === undefined ? [{ id, undo: { kind: 'remove-folder', path: target.path } }] : [];
    }
    if (target.kind === 'link') {
      const before = there?.isSymbolicLink() === true ? readlinkSync(path) : null;
      if (there !== undefined && before === null) throw new Error(`${target.path} is no link: move it away, and install again`);
      symlinkSync(target.to, `${path}.new`);
      renameSync(`${path}.new`, path);
      const undo: Undoing =
        before === null ? { kind: 'remove-link', path: target.path } : { kind: 'restore-link', path: target.path, to: before };
      return [{ id, undo }];
    }
    const before = there === undefined ? null : readText(path);
    writeWhole(path, target.content, target.mode);
    const digest = digestOf(target.content);
    if (before === null || there === undefined) return [{ id, undo: { kind: 'remove-file', path: target.path, digest } }];
    return [{ id, undo: { kind: 'restore-file', path: target.path, digest, content: before, mode: there.mode & 0o777 } }];
  }

  #undo(undo: Exclude<Undoing, { readonly kind: 'run' }>): Kept {
    const path = this.#at(undo.path);
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return null;
    switch (undo.kind) {
      case 'remove-folder':
        return removeEmpty(path) ? null : `${undo.path} stays: it is not empty.`;
      case 'remove-link':
        unlinkSync(path);
        return null;
      case 'restore-link':
        unlinkSync(path);
        symlinkSync(undo.to, path);
        return null;
      default: {
        const changed = digestOf(readText(path) ?? '') !== undo.digest;
        if (changed) return `${undo.path} stays: it was changed after the installation.`;
        if (undo.kind === 'remove-file') unlinkSync(path);
        else writeWhole(path, undo.content, undo.mode);
        return null;
      }
    }
  }

  #makeFolders(folder: string, mode: number): Made[] {
    const missing: string[] = [];
    for (let one = folder; !existsSync(this.#at(one)); one = dirname(one)) missing.unshift(one);
    return missing.map((path) => {
      mkdirSync(this.#at(path), { mode });
      return { id: `folder ${path}`, undo: { kind: 'remove-folder', path } };
    });
  }
}
