/** A place for checks that is nowhere: what is not said is not there. */
import type { Files } from '../../../electron/cli/doctor/files.ts';
import type { Check } from '../../../electron/cli/doctor/finding.ts';
import type { Place, RunningProgram } from '../../../electron/cli/doctor/place.ts';
import type { Session } from '../../../electron/cli/doctor/session.ts';
import { NOTHING_SAVED, type Saved } from '../../../electron/desktop/saved.ts';
import { exhibitOf } from '../../config/support.ts';
import { fakeDesk } from '../../desktop/desk.ts';

export const wayland = (name: string | null): Session => ({ kind: 'wayland', socket: '/nowhere/wayland-1', compositor: name });
export const X11: Session = { kind: 'x11', display: ':0' };
/** A machine that systemd runs. */
export const SYSTEMD = { '/run/systemd/system': '' } as const;

export const exhibit = (services: string) => exhibitOf(`schema = 1\nexhibit.name = "a"\n${services}`);
export const PAGE = exhibit('[service.wall]\nrole = "display"\nurl = "http://127.0.0.1/"\n');
export const PROGRAM = exhibit('[service.wall]\nrole = "display"\ncommand = "a"\noutput = "HDMI-A-1"\n');
export const SILENT = exhibit('[service.core]\ncommand = "a"\n');

/** Text; `-> target`: a link; or what stands beside it. */
export type Tree = Readonly<
  Record<
    string,
    string | { readonly text?: string; readonly mode?: number; readonly uid?: number; readonly gid?: number; readonly closed?: boolean }
  >
>;

export interface Scene extends Partial<Omit<Place, 'ask' | 'files' | 'desk' | 'running' | 'sound' | 'condition'>> {
  /** What programs say, by the beginning of their command line; others are not installed. An Error is what they fail with. */
  readonly says?: Readonly<Record<string, string | Error>>;
  readonly tree?: Tree;
  /** Command lines of what runs, by name. */
  readonly runs?: Readonly<Record<string, string>>;
  /** What GNOME is set to, by `schema key`. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly sound?: Awaited<ReturnType<Place['sound']>>;
  /** The verdict of each condition by its kind; others hold. */
  readonly lacks?: Readonly<Record<string, string>>;
}

export function scene({ says = {}, tree = {}, runs = {}, settings, sound, lacks = {}, ...more }: Scene = {}): Place {
  const saved: Saved = NOTHING_SAVED;
  return {
    exhibit: null,
    session: null,
    account: { uid: 1000, gid: 1000, name: 'kiosk', home: '/home/kiosk' },
    installation: { kind: 'checkout', program: '/srv/invigil/bin/invigil', resources: '/srv/invigil/resources' },
    environment: { HOME: '/home/kiosk' },
    files: filesOf(tree),
    desk: fakeDesk({ settings, saved }),
    running: (name): readonly RunningProgram[] => (runs[name] === undefined ? [] : [{ pid: 7, command: runs[name].split(' ') }]),
    async ask(...command) {
      const line = command.join(' ');
      const answer = Object.entries(says).find(([begin]) => line.startsWith(begin))?.[1];
      if (answer === undefined) return { ok: false, missing: true, words: 'ENOENT' };
      return answer instanceof Error ? { ok: false, missing: false, words: answer.message } : { ok: true, output: answer };
    },
    sound: async () => sound ?? { available: false, reason: 'There is no server.' },
    reach: {
      secret: async () => null,
      ntfy: async () => ({ ok: true, value: true }),
      mail: async () => null,
      address: async () => null,
    },
    condition: async ({ kind }) => ({ holds: lacks[kind] === undefined, detail: lacks[kind] ?? 'it is there' }),
    ...more,
  };
}

/** Without a mode and an owner a file is the account's own and closed to others. Folders are what files lie in. */
export function filesOf(tree: Tree): Files & { readonly modes: ReadonlyMap<string, number> } {
  const modes = new Map<string, number>();
  const nodes = new Map(Object.entries(tree).map(([path, node]) => [path, typeof node === 'string' ? { text: node } : node]));
  const isFolder = (path: string) => [...nodes.keys()].some((one) => one.startsWith(`${path}/`));
  return {
    modes,
    read(path) {
      const node = nodes.get(path);
      return node === undefined || node.closed === true ? null : (node.text ?? '');
    },
    list(folder) {
      const below = [...nodes.keys()].filter((path) => path.startsWith(`${folder}/`));
      return [...new Set(below.map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''))].sort();
    },
    target: (path) => /^-> (.*)$/.exec(nodes.get(path)?.text ?? '')?.[1] ?? null,
    stat(path) {
      const node = nodes.get(path);
      if (node === undefined && !isFolder(path)) return null;
      return { uid: node?.uid ?? 1000, gid: node?.gid ?? 1000, mode: modes.get(path) ?? node?.mode ?? 0o700 };
    },
    may: (path) => (nodes.has(path) || isFolder(path)) && nodes.get(path)?.closed !== true,
    chmod(path, mode) {
      modes.set(path, mode);
    },
  };
}

/** `warning: GNOME locks the screen.`, one a line. */
export async function found(check: Check, given: Scene = {}): Promise<string[]> {
  return (await check(scene(given))).map(({ level, found }) => `${level}: ${found}`);
}
