/**
 * The form of a line in a log file, for those who write it and those who read it:
 *
 *     2026-11-21T15:00:00.123Z out text as the service wrote it
 *
 * Time in UTC, stream, text. The text is UTF-8 without newline and carriage return; other control characters stand in it as they
 * came (`text.ts` makes them fit to be shown).
 */

/** `out` and `err` are the service's own; `inv` are Invigil's marks between them. */
export type Stream = 'out' | 'err' | 'inv';

/** How much a mark matters. Files hold no level; the journal gets it as PRIORITY. */
export type Level = 'info' | 'warning' | 'error' | 'fatal';

export interface LogLine {
  readonly time: Date;
  readonly service: string;
  readonly stream: Stream;
  readonly text: string;
}

/** The name under which the supervisor's own log is kept and read. */
export const OWN_LOG = 'invigil';

/** Bytes before the text: 24 of the time, 3 of the stream and two spaces. */
export const PREFIX_BYTES = 29;

/** What stands before the text of a line. */
export function linePrefix(at: number, stream: Stream): string {
  return `${new Date(at).toISOString()} ${stream} `;
}

/** The mark before the output of each start of a service; `since: 'start'` of `readLog` looks for it. */
export const START_MARK = 'starting';

const START_LINE_END = Buffer.from(` inv ${START_MARK}`);

/** Whether a raw line is the mark of a start. */
export function isStart(line: Buffer): boolean {
  return line.subarray(PREFIX_BYTES - 5).equals(START_LINE_END);
}

const LINE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (out|err|inv) (.*)$/s;

const isStream = (word: string | undefined): word is Stream => word === 'out' || word === 'err' || word === 'inv';

/**
 * Reads one line. What a power cut left torn has no time of its own: it is kept as a mark with the time of its neighbour.
 */
export function parseLine(raw: Buffer, service: string, neighbour: Date): LogLine {
  const line = raw.toString('utf8');
  const [, stamp, stream, text] = LINE.exec(line) ?? [];
  if (stamp === undefined || text === undefined || !isStream(stream)) return { time: neighbour, service, stream: 'inv', text: line };
  return { time: new Date(stamp), service, stream, text };
}
