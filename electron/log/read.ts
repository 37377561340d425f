/**
 * Reads what the log has written, from the files alone: no supervisor needs to run. Memory is bounded by a block (256 KiB) for
 * each file that is being read, and by the lines that `tail` asks for; the last lines are found from the end of the files,
 * however large they are.
 */
import type { LogLine } from './line.ts';
import { Changes } from './reading/changes.ts';
import { Follower } from './reading/follow.ts';
import { History, type Since } from './reading/history.ts';
import { merge } from './reading/merge.ts';
import { servicesIn } from './reading/open.ts';
import { plainText } from './text.ts';

export type { LogLine, Stream } from './line.ts';
export { OWN_LOG } from './line.ts';

export interface ReadOptions {
  /** `log` in the state folder. */
  readonly folder: string;
  /** Left out: every log that is there, the supervisor's own too, and with `follow` every one that appears. */
  readonly services?: readonly string[];
  /** `start`: for each service from its last start on. */
  readonly since?: Date | 'start';
  /** Matched against the text as it was written, but for escape sequences. */
  readonly grep?: RegExp;
  /** Only the last so many lines (of those that match, of all services together). */
  readonly tail?: number;
  /** Goes on with what is written from now on, until aborted. */
  readonly follow?: AbortSignal;
}

/** Lines of all services by time. Without a log folder there are none; following one that is not there is an error. */
export async function* readLog(options: ReadOptions): AsyncGenerator<LogLine, void, undefined> {
  const { folder, follow, tail } = options;
  const matches = matcher(options.grep);
  // Before the files are opened, so that nothing falls between.
  const changes = follow && new Changes(folder, follow);
  const histories: History[] = [];
  const followers: Follower[] = [];
  try {
    for (const service of options.services ?? (await servicesIn(folder))) histories.push(await History.open(folder, service));
    if (tail === undefined)
      yield* select(
        merge(
          histories.map((history) => history.forward(options.since)),
          1,
        ),
        matches,
      );
    else yield* await lastLines(histories, options.since, tail, matches);
    for (const history of histories) {
      if (changes) followers.push(history.follower());
      await history.close();
    }
    histories.length = 0;
    if (changes) yield* select(followAll(options, changes, followers), matches);
  } finally {
    changes?.close();
    for (const each of [...histories, ...followers]) await each.close();
  }
}

async function lastLines(histories: readonly History[], since: Since, count: number, matches: Matcher): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  if (count === 0) return lines;
  for await (const line of select(
    merge(
      histories.map((history) => history.backward(since)),
      -1,
    ),
    matches,
  )) {
    if (lines.push(line) === count) break;
  }
  return lines.reverse();
}

async function* followAll(options: ReadOptions, changes: Changes, followers: Follower[]): AsyncGenerator<LogLine, void, undefined> {
  const { folder } = options;
  while (!changes.ended) {
    yield* merge(
      followers.map((follower) => follower.turn()),
      1,
    );
    if (followers.some((follower) => follower.isBehind)) continue;
    await changes.next();
    if (options.services) continue;
    const known = new Set(followers.map((follower) => follower.service));
    for (const service of await servicesIn(folder)) if (!known.has(service)) followers.push(new Follower(folder, service, null));
  }
}

type Matcher = (line: LogLine) => boolean;

function matcher(grep: RegExp | undefined): Matcher {
  if (!grep) return () => true;
  // A global expression would remember where it was in the last line.
  const expression = new RegExp(grep.source, grep.flags.replace(/[gy]/g, ''));
  return ({ text }) => expression.test(plainText(text));
}

async function* select(lines: AsyncIterable<LogLine>, matches: Matcher): AsyncGenerator<LogLine, void, undefined> {
  for await (const line of lines) if (matches(line)) yield line;
}
