/** Log: each message as a line of the supervisor's own log, and of the journal with it. */
import type { AlertLevel } from '../../config/exhibit.ts';
import type { Receiver } from '../receiver.ts';

export interface LogOptions {
  /** `kind`: that of the alert, by which the journal finds it. */
  readonly write: (level: 'info' | 'warning' | 'error', text: string, kind: string) => void;
}

const LEVELS: Readonly<Record<AlertLevel, 'info' | 'warning' | 'error'>> = {
  info: 'info',
  warning: 'warning',
  error: 'error',
  fatal: 'error',
};

export function createLogReceiver(name: string, { write }: LogOptions): Receiver {
  return {
    name,
    kind: 'log',
    most: 1,
    digestMs: 0,
    async send([{ level, kind, title, text }]) {
      write(
        LEVELS[level],
        [title, text]
          .filter((part) => part !== '')
          .join(': ')
          .replace(/\s+/g, ' '),
        kind,
      );
      return { outcome: 'delivered', detail: null };
    },
    close: () => undefined,
  };
}
