/** Reads the logs: the newest page at once, further pages when somebody scrolls back, new lines as they come. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import type { AnswerProblem } from '../../../electron/documents/bridge.ts';
import { logLineSchema } from '../../../electron/documents/log-search.ts';
import { followAddress, useApi } from '../api.ts';
import { openStream } from '../stream.ts';
import { first, type Lines, newer, older } from './lines.ts';

/** A few screens; quickly answered. */
const PAGE = 200;
const newLinesSchema = z.array(logLineSchema);

export interface Asked {
  /** None: all. Joined by commas. */
  readonly services: string;
  readonly search: string;
  /** A cursor: lines before it, and none of the newer ones; null: up to the newest. */
  readonly before: string | null;
}

export interface Reading {
  /** Null: nothing was read yet. */
  readonly lines: Lines | null;
  readonly problem: AnswerProblem | null;
  /** Whether a page from further back is on its way. */
  readonly reading: boolean;
  /** Whether new lines arrive, or would. */
  readonly following: boolean;
  /** Asks for the page before. */
  further(): void;
}

export function useLines({ services, search, before }: Asked): Reading {
  const api = useApi();
  const [lines, setLines] = useState<Lines | null>(null);
  const [problem, setProblem] = useState<AnswerProblem | null>(null);
  const [reading, setReading] = useState(false);
  const [following, setFollowing] = useState(true);
  // What is known when an answer comes, not when the question was asked.
  const newest = useRef<Lines | null>(null);
  const busy = useRef(false);

  const keep = useCallback((now: Lines | null) => {
    newest.current = now;
    setLines(now);
  }, []);

  useEffect(() => {
    let over = false;
    let end: (() => void) | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const list = services === '' ? [] : services.split(',');
    async function begin(): Promise<void> {
      const page = await api.logs({ services: list, search, before, limit: PAGE });
      if (over) return;
      setProblem(page.ok ? null : page.problem);
      if (!page.ok) {
        timer = setTimeout(() => void begin(), 2_000);
        return;
      }
      keep(first(page.value, before === null));
      if (before === null) end = follow();
    }
    function follow(): () => void {
      return openStream({
        address: () => followAddress({ services: list, search }, newest.current?.lines.at(-1)?.cursor ?? null),
        events: ['lines'],
        resumes: false,
        heard(_, data) {
          const added = newLinesSchema.safeParse(JSON.parse(data));
          if (added.success && newest.current !== null) keep(newer(newest.current, added.data));
        },
        changed: setFollowing,
      });
    }
    keep(null);
    busy.current = false;
    setReading(false);
    setFollowing(true);
    void begin();
    return () => {
      over = true;
      clearTimeout(timer);
      end?.();
    };
  }, [api, keep, services, search, before]);

  const further = useCallback(async () => {
    const from = newest.current?.before ?? null;
    if (from === null || busy.current) return;
    busy.current = true;
    setReading(true);
    const list = services === '' ? [] : services.split(',');
    const page = await api.logs({ services: list, search, before: from, limit: PAGE });
    busy.current = false;
    setReading(false);
    // The question may be another one by now, or the line may have been dropped meanwhile.
    if (newest.current?.before !== from) return;
    setProblem(page.ok ? null : page.problem);
    if (page.ok) keep(older(newest.current, page.value));
  }, [api, keep, services, search]);

  return { lines, problem, reading, following, further: useCallback(() => void further(), [further]) };
}
