/** The logs of all services together: at the end at once, and following; searched, filtered, and each line with a link of its own. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { LogLine } from '../../../electron/documents/log-search.ts';
import type { Row } from '../../exhibit/rows.ts';
import { why } from '../../exhibit/tell.ts';
import { Icon } from '../../parts/icon.tsx';
import { useZone } from '../../parts/zone.ts';
import { useWords } from '../../words/context.tsx';
import { fill } from '../../words/words.ts';
import { exactly } from '../ago.ts';
import { address } from '../route.ts';
import { replaceAddress } from '../use-hash.ts';
import { ChosenLine } from './chosen-line.tsx';
import { Filters } from './filters.tsx';
import type { Lines } from './lines.ts';
import { LogList } from './log-list.tsx';
import { type Reading, useLines } from './use-lines.ts';

/** A link shows so many lines after the one that it leads to. */
const AFTER = 50;
/** So many pages are read back for a line that a link leads to. */
const MOST_PAGES = 20;

export function LogsPage({ query, rows }: { readonly query: URLSearchParams; readonly rows: readonly Row[] }) {
  const words = useWords();
  const { logs: texts } = words.dashboard;
  const services = query.get('services') ?? '';
  const search = query.get('search') ?? '';
  const before = query.get('before');
  const cursor = query.get('line');
  const reading = useLines({ services, search, before });
  const { lines } = reading;
  const [isAtEnd, setAtEnd] = useState(true);
  const [toEnd, setToEnd] = useState(0);
  const names = useMemo(() => (services === '' ? [] : services.split(',')), [services]);
  const chosen = lines?.lines.find((line) => line.cursor === cursor) ?? null;
  useSought(reading, cursor, chosen);

  const filter = useCallback(
    (to: readonly string[], text: string) => replaceAddress(address('logs', '', { services: to.join(','), search: text })),
    [],
  );
  const show = (line: string | null) =>
    replaceAddress(address('logs', '', { services, search, ...(before !== null && { before }), ...(line !== null && { line }) }));

  function newest(): void {
    // A link shows a stretch of the past; and one that was read far back has let go of the newest lines.
    if (before !== null || lines?.atEnd === false) replaceAddress(address('logs', '', { services, search }));
    setToEnd(toEnd + 1);
  }

  return (
    <div className="logs">
      <h1>{texts.heading}</h1>
      <Filters rows={rows} services={names} search={search} changed={filter} />
      <State reading={reading} search={search} />
      {lines !== null && (
        <LogList
          lines={lines}
          search={search}
          chosen={cursor}
          choose={(line) => show(line.cursor)}
          further={reading.further}
          atEnd={setAtEnd}
          toEnd={toEnd}
        />
      )}
      <p className="log-foot">
        {isAtEnd && before === null ? (
          <span className="quiet">{reading.following ? texts.following : texts.lost}</span>
        ) : (
          <button type="button" className="act" onClick={newest}>
            <Icon name="down" />
            <span>{texts.follow}</span>
          </button>
        )}
      </p>
      {chosen !== null && lines !== null && (
        <ChosenLine line={chosen} search={search} link={linkTo(chosen, lines, { services, search })} close={() => show(null)} />
      )}
      {cursor !== null && chosen === null && lines !== null && !reading.reading && <p role="status">{texts.gone}</p>}
    </div>
  );
}

/** What stands above the first line. */
function State({ reading, search }: { readonly reading: Reading; readonly search: string }) {
  const words = useWords();
  const zone = useZone();
  const { logs: texts, notRead } = words.dashboard;
  const { lines, problem } = reading;
  if (problem !== null) return <p role="status">{fill(notRead, { why: why(problem, words) })}</p>;
  if (lines === null) return <p className="quiet">{words.loading}</p>;
  if (reading.reading) return <p className="quiet">{texts.loading}</p>;
  const oldest = lines.lines[0];
  if (lines.stoppedEarly) {
    return (
      <p className="stopped">
        {oldest !== undefined && <span>{fill(texts.stopped, { time: exactly(oldest.at, Date.now(), words, zone) })}</span>}
        <button type="button" className="act" onClick={reading.further}>
          {texts.further}
        </button>
      </p>
    );
  }
  if (oldest === undefined) return <p className="quiet">{search === '' ? texts.nothing : texts.nothingFound}</p>;
  return <p className="quiet">{lines.before === null ? texts.beginning : ' '}</p>;
}

/** A link may lead to a line that is further back than the page that came with it. */
function useSought({ lines, reading, further }: Reading, cursor: string | null, chosen: LogLine | null): void {
  const [pages, setPages] = useState(0);
  useEffect(() => {
    if (cursor === null || chosen !== null || lines === null || reading || lines.before === null || pages >= MOST_PAGES) return;
    setPages(pages + 1);
    further();
  }, [cursor, chosen, lines, reading, further, pages]);
}

/** With some lines after it, where there are some. */
function linkTo(line: LogLine, { lines }: Lines, shown: Readonly<Record<'services' | 'search', string>>): string {
  const after = lines[Math.min(lines.indexOf(line) + AFTER, lines.length - 1)];
  const before = after === undefined || after === line ? '' : after.cursor;
  return new URL(address('logs', '', { ...shown, before, line: line.cursor }), location.href).href;
}
