/**
 * What changes on the exhibit is seen here as it changes. The stream of events says only that something did; what it is now is read
 * anew. So a stream that breaks, a phone that slept or a supervisor that restarted leaves nothing wrong on the page.
 */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { Result } from '../exhibit/api.ts';
import { type Reading, useReading } from '../exhibit/use-reading.ts';
import { openStream } from './stream.ts';

/** What the supervisor tells of (electron/supervisor/event-stream.ts); `gap`: more than it can tell. */
export const EVENTS = ['service', 'exhibit', 'alert', 'command', 'gap'] as const;
export type EventName = (typeof EVENTS)[number];

/** Several things change at once: they are read once. */
const TOGETHER_MS = 150;
/** Nobody looks. */
const HIDDEN_MS = 3_600_000;

type Listener = (event: EventName) => void;

interface Live {
  /** Whether the stream stands. */
  readonly open: boolean;
  subscribe(listener: Listener): () => void;
}

const LiveContext = createContext<Live>({ open: false, subscribe: () => () => undefined });

export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const listeners = useRef(new Set<Listener>());
  useEffect(
    () =>
      openStream({
        address: () => '/api/v1/events',
        events: EVENTS,
        heard: (name) => {
          const event = EVENTS.find((one) => one === name) ?? 'gap';
          for (const listener of listeners.current) listener(event);
        },
        changed: setOpen,
      }),
    [],
  );
  const live = useMemo<Live>(
    () => ({
      open,
      subscribe(listener) {
        listeners.current.add(listener);
        return () => listeners.current.delete(listener);
      },
    }),
    [open],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

export interface Freshness {
  /** From an answer to the next question while events come, and while they do not: milliseconds. */
  readonly everyMs: number;
  readonly withoutEventsMs?: number;
  /** At which events it is read at once; left out: at none but a gap. */
  readonly at?: readonly EventName[];
}

/** A document as it is now. `read` and `fresh` have to stay the same. */
export function useLive<T>(read: () => Promise<Result<T>>, { everyMs, withoutEventsMs = everyMs, at = [] }: Freshness): Reading<T> {
  const { open, subscribe } = useContext(LiveContext);
  const visible = useVisible();
  const reading = useReading(read, visible ? (open ? everyMs : withoutEventsMs) : HIDDEN_MS);
  const { again } = reading;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = subscribe((event) => {
      if (event !== 'gap' && !at.includes(event)) return;
      // The first of several sets the time; the others find it set.
      timer ??= setTimeout(() => {
        timer = undefined;
        again();
      }, TOGETHER_MS);
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [subscribe, again, at]);
  return reading;
}

/** Whether the page is seen at all: a tab in the background reads nothing. */
export function useVisible(): boolean {
  const [visible, setVisible] = useState(() => document.visibilityState === 'visible');
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return visible;
}
