/**
 * Which service a changed file belongs to, for a developer who works on several programs in one folder. Pure.
 *
 * - A file that a command names (`python3 core.py`, `./build/core`, the script within `sh -c`) restarts the services that name it,
 *   and no other.
 * - Any other source restarts every service whose folder holds it: a `util.py` beside `core.py` and `audio.py` restarts both. But not
 *   a service that lives elsewhere: `core/frames.py` is nothing to a service that is started from `audio/main.py`.
 * - A page (`file://`) is shown anew when something of its folder changes, and no program is restarted for it but one that lives
 *   in that folder, too.
 * - Only sources count (`isSource`), so that what a program writes beside itself, logs, stamps, databases, never restarts it.
 */
import { basename, dirname, extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What of a service its files depend on. Paths are absolute. */
export interface WatchedService {
  readonly name: string;
  readonly directory: string;
  readonly command: readonly string[] | null;
  readonly url: string | null;
  readonly environmentFile: string | null;
}

/** Where a service lives. */
export interface Ground {
  readonly service: string;
  readonly kind: 'program' | 'page';
  /** Files that its command names. */
  readonly names: readonly string[];
  /** The program that its command starts, where the command says where it is. */
  readonly program: string | null;
  /** The folders of its sources. */
  readonly homes: readonly string[];
  /** Where it may find more of them. */
  readonly directory: string;
}

const SOURCE = /\.(?:py|[cm]?js|ts|[jt]sx|html|css|glsl|frag|vert|lua|rb|sh|toml|so(?:\.\d+)*)$/;
const PAGE_SOURCE = /\.(?:html|css|m?js|glsl|frag|vert)$/;
/** They mean a reload. */
const EXHIBIT_FILES = ['exhibit.toml', 'site.toml'];

/** Whether a program may have been made of this file. */
export function isSource(path: string): boolean {
  return SOURCE.test(path) && !EXHIBIT_FILES.includes(basename(path));
}

/** Folders in which nobody works: what package managers bring, what interpreters leave, and what begins with a dot. */
export function isLeftAlone(folder: string): boolean {
  return folder.startsWith('.') || ['node_modules', '__pycache__', 'site-packages', 'venv'].includes(folder);
}

/** Null: none of the files here is the service's (a page from a server). */
export function groundOf({ name, directory, command, url }: WatchedService): Ground | null {
  if (command === null) {
    if (url === null || !url.startsWith('file:')) return null;
    const page = fileURLToPath(url);
    return { service: name, kind: 'page', names: [page], program: null, homes: [dirname(page)], directory };
  }
  const [first = ''] = command;
  const program = first.includes('/') ? resolve(directory, first) : null;
  const { names, folder } = namedIn(command, directory);
  const sources = names.filter(isSource);
  const homes = sources.length === 0 ? [folder] : sources.map((source) => dirname(source));
  return { service: name, kind: 'program', names: program === null ? names : [program, ...names], program, homes, directory };
}

/** The services that a change of the file at `path` restarts. */
export function restartedBy(path: string, grounds: readonly Ground[]): string[] {
  const naming = grounds.filter(({ names }) => names.includes(path));
  if (naming.length > 0) return naming.map(({ service }) => service);
  return isSource(path) ? grounds.filter((ground) => isOf(path, ground, grounds)).map(({ service }) => service) : [];
}

function isOf(path: string, ground: Ground, grounds: readonly Ground[]): boolean {
  const isHome = ground.homes.some((home) => holds(home, path));
  if (ground.kind === 'page') return isHome && PAGE_SOURCE.test(path);
  // Where somebody else lives, and this service does not.
  const foreign = grounds.filter(({ homes }) =>
    homes.some((home) => holds(home, path) && !ground.homes.some((own) => own === home || holds(home, own))),
  );
  if (foreign.some(({ kind }) => kind === 'page')) return false;
  return isHome || (holds(ground.directory, path) && foreign.length === 0);
}

function holds(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The files that a command names, and the folder that its program works in at last. */
function namedIn(command: readonly string[], directory: string): { readonly names: readonly string[]; readonly folder: string } {
  const names: string[] = [];
  let folder = directory;
  for (const [place, word] of command.entries()) {
    if (/\s/.test(word)) {
      const script = namedInScript(word, folder);
      names.push(...script.names);
      folder = script.folder;
    } else if (command[place - 1] === '-m') {
      const module = resolve(folder, ...word.split('.'));
      names.push(`${module}.py`, join(module, '__main__.py'));
    } else names.push(...sourceIn(word, folder));
  }
  return { names, folder };
}

/** A script of a shell: `cd core && exec ./build/core --config core.toml`. */
function namedInScript(script: string, directory: string): { readonly names: readonly string[]; readonly folder: string } {
  const names: string[] = [];
  let folder = directory;
  for (const part of script.split(/[;&|()\n]+/)) {
    const words = (part.match(/[^\s'"]+/g) ?? []).filter((word, place) => place > 0 || word !== 'exec');
    const [first = '', second] = words;
    if (first === 'cd' && second !== undefined) folder = resolve(folder, second);
    else if (first.includes('/') && extname(first) === '') names.push(resolve(folder, first));
    names.push(...words.flatMap((word) => sourceIn(word, folder)));
  }
  return { names, folder };
}

/** `core.py`, or `--script=core.py`. */
function sourceIn(word: string, folder: string): string[] {
  const path = word.slice(word.indexOf('=') + 1);
  return isSource(path) ? [resolve(folder, path)] : [];
}
