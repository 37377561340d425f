/**
 * Lines of the logs, of which only those on the screen are drawn: each is as high as the next, so that where one stands is known. It
 * opens at the end and follows; whoever scrolls up stays where they read, whatever comes before or after.
 */
import { type KeyboardEvent, type MouseEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { LogLine } from '../../../electron/documents/log-search.ts';
import { exactClock } from '../../parts/format.ts';
import { useZone } from '../../parts/zone.ts';
import { useWords } from '../../words/context.tsx';
import { Highlight } from './highlight.tsx';
import type { Lines } from './lines.ts';

/** Drawn above and below what is seen, so that nothing flickers. */
const MORE_ROWS = 10;
/** Nearer to the beginning than this, and the page before is asked for. */
const NEAR_ROWS = 60;

interface Props {
  readonly lines: Lines;
  readonly search: string;
  /** The cursor of the one that is looked at. */
  readonly chosen: string | null;
  readonly choose: (line: LogLine) => void;
  readonly further: () => void;
  /** Whether the end is in sight, so that new lines are seen as they come. */
  readonly atEnd: (is: boolean) => void;
  /** Changes: go to the end. */
  readonly toEnd: number;
}

export function LogList({ lines: have, search, chosen, choose, further, atEnd, toEnd }: Props) {
  const words = useWords();
  const { lines } = have;
  const box = useRef<HTMLDivElement>(null);
  const row = useRowHeight(box);
  const [seen, setSeen] = useState({ top: 0, height: 0 });
  const pinned = useRef(true);
  const shifted = useRef(have.shifted);
  const chosenAt = chosen === null ? -1 : lines.findIndex(({ cursor }) => cursor === chosen);
  const isThere = chosenAt >= 0;
  // Where it stands changes with each line that comes or goes, and is no reason to lead there again.
  const place = useRef(chosenAt);
  place.current = chosenAt;

  function look(): void {
    const { current } = box;
    if (current === null) return;
    const { scrollTop: top, clientHeight: height, scrollHeight } = current;
    pinned.current = scrollHeight - top - height < row;
    atEnd(pinned.current);
    setSeen({ top, height });
    if (top < NEAR_ROWS * row && !have.stoppedEarly) further();
  }

  useLayoutEffect(() => {
    const { current } = box;
    if (current === null || row === 0) return;
    if (pinned.current) current.scrollTop = current.scrollHeight;
    else current.scrollTop += (have.shifted - shifted.current) * row;
    shifted.current = have.shifted;
    look();
  }, [have, row]);

  useEffect(() => {
    const { current } = box;
    if (current === null || toEnd === 0) return;
    pinned.current = true;
    current.scrollTop = current.scrollHeight;
  }, [toEnd]);

  // What is chosen is in sight: a link leads to it, and keys walk through the lines.
  useLayoutEffect(() => {
    const { current } = box;
    const at = place.current;
    if (current === null || chosen === null || !isThere) return;
    const top = at * row;
    if (top < current.scrollTop) current.scrollTop = top;
    else if (top + row > current.scrollTop + current.clientHeight) current.scrollTop = top + row - current.clientHeight;
  }, [chosen, isThere, row]);

  /** The focus stays with the list: a line may leave the screen. */
  function touch({ target }: MouseEvent): void {
    const cursor = target instanceof Element ? target.closest<HTMLElement>('[role="option"]')?.dataset['cursor'] : undefined;
    const line = lines.find((one) => one.cursor === cursor);
    if (line === undefined) return;
    box.current?.focus();
    choose(line);
  }

  function walk(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(seen.height / row) - 1);
    const start = chosenAt < 0 ? Math.min(lines.length, Math.floor((seen.top + seen.height) / row)) : chosenAt;
    const to = { ArrowUp: start - 1, ArrowDown: start + 1, PageUp: start - page, PageDown: start + page, Home: 0, End: lines.length - 1 }[
      event.key
    ];
    if (to === undefined) return;
    event.preventDefault();
    const line = lines[Math.min(lines.length - 1, Math.max(0, to))];
    if (line !== undefined) choose(line);
  }

  // Before the height of a row is known none is drawn.
  const from = row === 0 ? 0 : Math.max(0, Math.floor(seen.top / row) - MORE_ROWS);
  const until = row === 0 ? 0 : Math.min(lines.length, Math.ceil((seen.top + seen.height) / row) + MORE_ROWS);
  return (
    <div
      className="log-list"
      ref={box}
      role="listbox"
      tabIndex={0}
      lang=""
      aria-label={words.dashboard.logs.lines}
      aria-activedescendant={chosenAt >= from && chosenAt < until ? idOf(chosen ?? '') : undefined}
      onScroll={look}
      onKeyDown={walk}
      onClick={touch}
    >
      <div role="presentation" className="log-all" style={{ height: lines.length * row }}>
        <div role="presentation" className="log-window" style={{ transform: `translateY(${from * row}px)` }}>
          {lines.slice(from, until).map((line) => (
            <Line key={line.cursor} line={line} search={search} isChosen={line.cursor === chosen} />
          ))}
        </div>
      </div>
    </div>
  );
}

interface LineProps {
  readonly line: LogLine;
  readonly search: string;
  readonly isChosen: boolean;
}

function Line({ line, search, isChosen }: LineProps) {
  const zone = useZone();
  return (
    <div
      id={idOf(line.cursor)}
      role="option"
      aria-selected={isChosen}
      className={`log-line ${line.stream}`}
      tabIndex={-1}
      data-cursor={line.cursor}
    >
      <span className="log-time">{exactClock(new Date(line.at), zone)}</span>
      <span className="log-service">{line.service}</span>
      <span className="log-text">
        <Highlight text={line.text} search={search} cut />
      </span>
    </div>
  );
}

function idOf(cursor: string): string {
  return `line-${cursor}`;
}

/** As the style sheet has it, in whole pixels so that nothing drifts over many rows; it changes with the width of the window. */
function useRowHeight(box: { readonly current: Element | null }): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return;
    const measure = () => setHeight(Number.parseFloat(getComputedStyle(current).lineHeight));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [box]);
  return height;
}
