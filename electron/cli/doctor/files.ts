/** The machine's files as checks see them: what is closed to this account looks as if it were not there, because to it it is not. */
import { accessSync, chmodSync, constants, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../../platform/attempt.ts';

export interface Seen {
  readonly uid: number;
  readonly gid: number;
  /** Permissions alone, as chmod takes them. */
  readonly mode: number;
}

/** All paths are absolute. */
export interface Files {
  /** Null: it cannot be read. */
  read(path: string): string | null;
  /** Names, sorted; empty: nothing there that can be listed. */
  list(folder: string): readonly string[];
  /** Where the link leads; null: it is none. */
  target(path: string): string | null;
  /** Of what is at the end of links; null: nothing there that can be reached. */
  stat(path: string): Seen | null;
  /** Whether this account may. */
  may(path: string, what: 'read' | 'write'): boolean;
  /** Throws with why not. */
  chmod(path: string, mode: number): void;
}

const WHAT = { read: constants.R_OK, write: constants.W_OK } as const;

/** `root`: `/`; a test's own tree. */
export function filesBelow(root: string): Files {
  const at = (path: string) => join(root, path);
  return {
    read: (path) => attempt(() => readFileSync(at(path), 'utf8')),
    list: (folder) => (attempt(() => readdirSync(at(folder))) ?? []).sort(),
    target: (path) => attempt(() => readlinkSync(at(path))),
    stat: (path) =>
      attempt(() => {
        const stat = statSync(at(path));
        return { uid: stat.uid, gid: stat.gid, mode: stat.mode & 0o7777 };
      }),
    may: (path, what) => attempt(() => accessSync(at(path), WHAT[what]) ?? true) ?? false,
    chmod: (path, mode) => chmodSync(at(path), mode),
  };
}
