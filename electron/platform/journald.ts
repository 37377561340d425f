/**
 * The system journal in its own protocol (systemd's "Native Journal Protocol"): one datagram for each entry, with fields that
 * `journalctl` can look for. An entry costs about 25 us, all of it inside the call, and waits for nobody: one that the journal does
 * not take is lost.
 *
 * Numbers: a datagram holds 200 kB and not 300; a field is cut at 64 KiB.
 */
import { createHash } from 'node:crypto';
import { fstatSync } from 'node:fs';

export const JOURNAL_SOCKET = '/run/systemd/journal/socket';
const LONGEST_FIELD = 64 * 1024;

/** Values by the name of their field: capital letters, digits and `_`. Undefined: left out. */
export type JournalFields = Readonly<Record<string, string | number | Buffer | undefined>>;

/** The levels of syslog. */
export const PRIORITY = { fatal: 2, error: 3, warning: 4, notice: 5, info: 6, debug: 7 } as const;

/** One entry as it goes over the socket. */
export function journalEntry(fields: JournalFields): Buffer {
  const parts: Buffer[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const bytes = (Buffer.isBuffer(value) ? value : Buffer.from(String(value))).subarray(0, LONGEST_FIELD);
    if (bytes.includes(10)) {
      // A value of several lines: its length stands before it, eight bytes, the lowest first.
      const length = Buffer.alloc(8);
      length.writeBigUInt64LE(BigInt(bytes.length));
      parts.push(Buffer.from(`${name}\n`), length, bytes, NEW_LINE);
    } else parts.push(Buffer.from(`${name}=`), bytes, NEW_LINE);
  }
  return Buffer.concat(parts);
}

const NEW_LINE = Buffer.from('\n');

/**
 * The MESSAGE_ID of everything that is said of one subject, such as `alert storm`: 128 bits made from its name, so that it is the same
 * in every version and nobody has to keep a list.
 */
export function messageId(subject: string): string {
  return createHash('sha256').update(`org.invigil ${subject}`).digest('hex').slice(0, 32);
}

/** Whether what is written to this descriptor goes to the journal: JOURNAL_STREAM names the file behind it (systemd.exec(5)). */
export function isJournal(descriptor: number, environment: Readonly<Record<string, string | undefined>>): boolean {
  const stream = environment['JOURNAL_STREAM'];
  if (stream === undefined) return false;
  const { dev, ino } = fstatSync(descriptor, { bigint: true });
  return stream === `${dev}:${ino}`;
}
