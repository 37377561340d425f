/**
 * Is a device there, and may this user read or write it? Told by inotify alone: nothing wakes up while nothing happens.
 *
 * udev makes the node first, sets its owner and mode a moment later, and the links of /dev/serial/by-id/ last: so every change at
 * the path, and at each place that its links lead over, is looked at. A look takes about 20 us.
 */
import { accessSync, constants, readlinkSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { watchPath } from '../platform/path-watch.ts';
import type { OnVerdict, Verdict, Watch } from './watch.ts';

/**
 * In /dev every write to every device may be a sign, to /dev/null too: after one the folder rests for so long, in milliseconds, so
 * that a flood of them costs ten looks a second at most. It also makes one look of udev's several steps.
 */
const REST_MS = 100;
/** As in the kernel: more links than this lead nowhere. */
const LINKS_MAX = 40;
/** What a path answers that leads nowhere. */
const ABSENT: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);

/** Whether this user may open the file for reading or for writing. */
export type MayUse = (path: string) => boolean;

export function watchDevice(path: string, onVerdict: OnVerdict, mayUse: MayUse = mayReadOrWrite): Watch {
  const stops = new Map<string, () => void>();
  let following = false;

  function look(): void {
    // A watch that begins calls for a look: one is under way.
    if (following) return;
    following = true;
    follow(placesOf(path));
    following = false;
    onVerdict(judge(path, mayUse));
  }

  function follow(places: readonly string[]): void {
    for (const [place, stop] of stops) {
      if (places.includes(place)) continue;
      stop();
      stops.delete(place);
    }
    for (const place of places) {
      // What cannot be watched is looked at now and then by the watch itself.
      if (!stops.has(place)) stops.set(place, watchPath(place, look, look, REST_MS));
    }
  }

  look();
  return {
    look,
    close() {
      for (const stop of stops.values()) stop();
    },
  };
}

function judge(path: string, mayUse: MayUse): Verdict {
  const code = failureOf(() => statSync(path));
  if (code === null) {
    if (mayUse(path)) return { holds: true, detail: `${path} is there` };
    return { holds: false, detail: `this user may neither read nor write ${path}` };
  }
  return { holds: false, detail: ABSENT.has(code) ? `no such file ${path}` : `${path} cannot be reached (${code})` };
}

function mayReadOrWrite(path: string): boolean {
  const may = (mode: number) => failureOf(() => accessSync(path, mode)) === null;
  return may(constants.R_OK) || may(constants.W_OK);
}

/** The path, and where its links lead, one after the other; the last one may be missing. */
function placesOf(path: string): readonly string[] {
  const places = [path];
  for (let place = path; places.length <= LINKS_MAX; places.push(place)) {
    let link = '';
    if (failureOf(() => (link = readlinkSync(place))) !== null) break;
    place = resolve(dirname(place), link);
  }
  return places;
}

/** The system's code of what went wrong (ENOENT); null: nothing. */
function failureOf(attempt: () => unknown): string | null {
  try {
    attempt();
    return null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
    throw error;
  }
}
