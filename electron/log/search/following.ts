/** Lines as they come, on the worker's thread: of several services together, those that hold a text. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Changes } from '../reading/changes.ts';
import { lastLineEnd } from '../reading/cursor.ts';
import { type FollowedLine, Follower } from '../reading/follow.ts';
import { type OpenFile, openFiles } from '../reading/open.ts';
import { plainText } from '../text.ts';
import { type ShownLine, shown } from './page.ts';
import { compare, type Place } from './place.ts';
import { firstStamp, isThere, placeOf } from './stamp-at.ts';

/** Lines that come within this time are told together, in milliseconds. */
const GATHER_MS = 100;
/** So many are told at once; what a page is told faster than that nobody reads. */
const MOST_LINES = 500;

export interface Followed {
  readonly services: readonly string[];
  /** Any case; empty: every line. */
  readonly search: string;
  /** From what stands after it; null: from what is written from now on. */
  readonly after: Place | null;
}

/** Resolves when `signal` is aborted. `folder`: `log` in the state folder. */
export async function followLines(
  folder: string,
  { services, search, after }: Followed,
  tell: (lines: readonly ShownLine[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const needle = search.toLowerCase();
  const isWanted = (line: FollowedLine) => needle === '' || plainText(line.text).toLowerCase().includes(needle);
  // Before the files are opened, so that nothing falls between.
  const changes = new Changes(folder, signal);
  const followers: Follower[] = [];
  try {
    for (const service of services) followers.push(new Follower(folder, service, await beginning(folder, service, after)));
    while (!changes.ended) {
      const lines: FollowedLine[] = [];
      let leftOut = false;
      for (const [place, follower] of followers.entries()) {
        for await (const batch of follower.turn()) lines.push(...batch.filter(isWanted));
        if (!follower.isBehind) continue;
        // It would never catch up with what a service writes as fast as it can.
        leftOut = true;
        await follower.close();
        followers[place] = new Follower(folder, follower.service, await beginning(folder, follower.service, null));
      }
      const ordered = inOrder(lines, after);
      const told = ordered.slice(-MOST_LINES);
      if (told.length > 0) tell(leftOut || told.length < ordered.length ? withMark(told) : told);
      await changes.next();
      await sleep(GATHER_MS, undefined, { ref: false });
    }
  } finally {
    changes.close();
    for (const follower of followers) await follower.close();
  }
}

/** Where following begins; null: with the first line of a log that is not there yet. */
async function beginning(folder: string, service: string, after: Place | null): Promise<(OpenFile & { readonly offset: number }) | null> {
  const files = await openFiles(folder, service);
  const wanted = after === null ? 0 : fileWith(files, service, after);
  for (const [place, { handle }] of files.entries()) if (place !== wanted) await handle.close();
  const file = files[wanted];
  if (file === undefined) return null;
  if (after !== null && isOf(file, service, after)) return { ...file, offset: after.offset };
  const end = await lastLineEnd(file.handle);
  // What is too early in it is left out line by line.
  return { ...file, offset: after === null ? end : placeOf(file.handle.fd, end, (at) => at < after.at).low };
}

/** The place of the file in which a line stands, or would. */
function fileWith(files: readonly OpenFile[], service: string, after: Place): number {
  const own = files.findIndex((file) => isOf(file, service, after));
  const byTime = files.findIndex(({ handle }) => firstStamp(handle.fd) < after.at);
  return own >= 0 ? own : byTime >= 0 ? byTime : files.length - 1;
}

function isOf({ inode, handle }: OpenFile, service: string, place: Place): boolean {
  return service === place.service && inode === place.inode && isThere(handle.fd, place);
}

function inOrder(lines: readonly FollowedLine[], after: Place | null): ShownLine[] {
  const placed = lines.map((line) => {
    const { time, service, inode, offset } = line;
    return { line, place: { at: time.getTime(), service, inode, offset } };
  });
  return placed
    .filter(({ place }) => after === null || isAfter(place, after))
    .sort((a, b) => compare(a.place, b.place))
    .map(({ line, place }) => shown(line, place));
}

/** Of the same service it is in the same file or in a younger one: it was begun with that file. */
function isAfter(place: Place, after: Place): boolean {
  if (place.service !== after.service) return compare(place, after) > 0;
  return place.inode !== after.inode || place.offset > after.offset;
}

function withMark(lines: readonly ShownLine[]): readonly ShownLine[] {
  const [first] = lines;
  if (first === undefined) return lines;
  return [{ ...first, stream: 'inv', text: 'Lines are left out here: more came than can be shown. They are in the log.' }, ...lines];
}
