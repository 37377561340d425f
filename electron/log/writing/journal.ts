/**
 * The system journal, spoken to in its own protocol so that each line carries the exhibit and the service. Files hold
 * everything; the journal gets what a person would read: at most 200 lines of a service in a second, and never more than 256
 * messages that it has not taken yet. What is left out is said. A line of JSON brings its own priority; escape sequences stay in
 * the file, for a line that holds them is shown by journalctl as so many bytes of data.
 */
import { existsSync } from 'node:fs';
import { DgramSocket } from 'node-unix-socket';
import { JOURNAL_SOCKET, journalEntry, PRIORITY as LEVELS, messageId } from '../../platform/journald.ts';
import { type Level, PREFIX_BYTES } from '../line.ts';
import { readStructured } from '../structured.ts';
import { plainText } from '../text.ts';
import { sizeInWords } from './drops.ts';

const LINES_PER_SECOND = 200;
const MAX_IN_FLIGHT = 256;
/** What comes over `err` is not always an error, so it is a notice. */
const PRIORITY = { ...LEVELS, out: LEVELS.info, err: LEVELS.notice, trace: LEVELS.debug };

interface Allowance {
  since: number;
  lines: number;
  leftOut: number;
}

export class Journal {
  readonly #exhibit: string;
  readonly #path: string;
  readonly #socket = new DgramSocket();
  readonly #allowances = new Map<string, Allowance>();
  #inFlight = 0;

  private constructor(exhibit: string, path: string) {
    this.#exhibit = exhibit;
    this.#path = path;
  }

  /** Null where there is no journal. */
  static find(exhibit: string, path = JOURNAL_SOCKET): Journal | null {
    return existsSync(path) ? new Journal(exhibit, path) : null;
  }

  /** Stamped lines of a service on their way to its file; marks are left out: `note` brings them. */
  lines(service: string, stamped: Buffer): void {
    const allowance = this.#allowanceOf(service);
    let from = 0;
    while (from < stamped.length && allowance.lines > 0) {
      const end = stamped.indexOf(10, from);
      // `out` and `err` begin with different letters.
      const first = stamped[from + PREFIX_BYTES - 4];
      if (first === OUT || first === ERR) {
        const text = plainText(stamped.toString('utf8', from + PREFIX_BYTES, end));
        const level = readStructured(text)?.level ?? (first === OUT ? 'out' : 'err');
        this.#send(service, PRIORITY[level], Buffer.from(text), allowance);
      }
      from = end + 1;
    }
    allowance.leftOut += stamped.length - from;
  }

  /** `alert`: its kind, where the text is one. */
  note(service: string, text: string, level: Level, alert?: string): void {
    const allowance = this.#allowanceOf(service);
    for (const line of text.split('\n')) this.#send(service, PRIORITY[level], Buffer.from(line), allowance, alert);
  }

  close(): void {
    this.#socket.close();
  }

  #allowanceOf(service: string): Allowance {
    const now = performance.now();
    const known = this.#allowances.get(service);
    if (known && now - known.since < 1000) return known;
    const fresh = { since: now, lines: LINES_PER_SECOND, leftOut: 0 };
    this.#allowances.set(service, fresh);
    if (known && known.leftOut > 0) {
      const text = `${sizeInWords(known.leftOut)} of output not in the journal (over ${LINES_PER_SECOND} lines a second): see the log file`;
      this.#send(service, PRIORITY.info, Buffer.from(text), fresh);
    }
    return fresh;
  }

  #send(service: string, priority: number, text: Buffer, allowance: Allowance, alert?: string): void {
    if (allowance.lines === 0 || this.#inFlight >= MAX_IN_FLIGHT) {
      allowance.leftOut += text.length;
      return;
    }
    allowance.lines--;
    this.#inFlight++;
    const message = journalEntry({
      PRIORITY: priority,
      SYSLOG_IDENTIFIER: 'invigil',
      INVIGIL_EXHIBIT: this.#exhibit,
      INVIGIL_SERVICE: service,
      ...(alert === undefined ? {} : { INVIGIL_ALERT: alert, MESSAGE_ID: messageId(`alert ${alert}`) }),
      MESSAGE: text,
    });
    this.#socket.sendTo(message, 0, message.length, this.#path, (error) => {
      this.#inFlight--;
      if (error) allowance.leftOut += text.length;
    });
  }
}

const OUT = 'o'.charCodeAt(0);
const ERR = 'e'.charCodeAt(0);
