/**
 * Who started the supervisor sees each change of a state on its standard output: as lines in a terminal; where a unit has connected
 * that to the journal, as entries with fields, so that `journalctl` can pick one service or one state. Everything else that the
 * supervisor says is in the journal already (`log/writing/journal.ts`).
 */
import { DgramSocket } from 'node-unix-socket';
import { isJournal, JOURNAL_SOCKET, journalEntry, messageId, PRIORITY } from '../platform/journald.ts';
import type { StreamEvent } from './event-stream.ts';
import { createStateWords, createTerminal } from './terminal.ts';

const STDOUT = 1;

export interface Spoken {
  /** Takes in each event of the stream. */
  tell(event: StreamEvent): void;
  close(): void;
}

export function openSpoken(exhibit: string, environment: Readonly<Record<string, string | undefined>>): Spoken {
  return isJournal(STDOUT, environment) ? toJournal(exhibit, JOURNAL_SOCKET) : toTerminal();
}

function toTerminal(): Spoken {
  const line = createTerminal();
  return {
    tell(event) {
      const text = line(event);
      if (text !== null) process.stdout.write(`${text}\n`);
    },
    close: () => undefined,
  };
}

/** `path`: the journal's socket. */
export function toJournal(exhibit: string, path: string): Spoken {
  const socket = new DgramSocket();
  const words = createStateWords();
  return {
    tell(event) {
      const text = words(event);
      if (text === null) return;
      const { name, state } = event.data;
      const entry = journalEntry({
        PRIORITY: PRIORITY.info,
        SYSLOG_IDENTIFIER: 'invigil',
        INVIGIL_EXHIBIT: exhibit,
        INVIGIL_SERVICE: event.type === 'service' ? String(name) : undefined,
        INVIGIL_STATE: typeof state === 'string' ? state : undefined,
        MESSAGE_ID: messageId(`state of ${event.type}`),
        MESSAGE: text,
      });
      // The state is in every snapshot: a line that the journal does not take is not missed.
      socket.sendTo(entry, 0, entry.length, path, () => undefined);
    },
    close: () => socket.close(),
  };
}
