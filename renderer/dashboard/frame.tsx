/** What stands around every view: whose exhibit this is, the pages, and whether what is shown is of now. */
import { useEffect, useRef, useState } from 'react';
import type { Session } from '../../electron/documents/session.ts';
import { type Row, rowsOf } from '../exhibit/rows.ts';
import { clock } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import type { IconName } from '../parts/icons.ts';
import { useNotices } from '../parts/notices.tsx';
import { useNow } from '../parts/now.ts';
import { useZone } from '../parts/zone.ts';
import { useWords } from '../words/context.tsx';
import { fill, whole } from '../words/words.ts';
import { AlertsPage } from './alerts/alerts-page.tsx';
import { useApi } from './api.ts';
import { AuditPage } from './audit/audit-page.tsx';
import { expectation } from './expectation.ts';
import { useExpected } from './expected.tsx';
import { GraphsPage } from './graphs/graphs-page.tsx';
import { IncidentsPage } from './incidents/incidents-page.tsx';
import { type Freshness, useLive } from './live.tsx';
import { LogsPage } from './logs/logs-page.tsx';
import { NowPage } from './now/now-page.tsx';
import { OverviewContext, type OverviewReading } from './overview.ts';
import { address, PAGES, type PageName, parseRoute, type Route } from './route.ts';
import { useHash } from './use-hash.ts';

const OVERVIEW: Freshness = { everyMs: 5_000, withoutEventsMs: 2_000, at: ['service', 'exhibit', 'command'] };

const ICONS = {
  now: 'house',
  incidents: 'history',
  logs: 'lines',
  graphs: 'graph',
  alerts: 'bell',
  audit: 'person',
} as const satisfies Readonly<Record<PageName, IconName>>;

interface Props {
  readonly person: NonNullable<Session['signed_in']>;
  readonly title: string;
  readonly signOut: () => void;
}

export function Frame({ person, title, signOut }: Props) {
  const words = useWords();
  const overview = useLive(useApi().overview, OVERVIEW);
  const route = parseRoute(useHash());
  const heading = overview.value?.title ?? title;
  useEffect(() => {
    const sentence = overview.value?.sentence.text;
    document.title = sentence === undefined ? heading : `${heading}: ${sentence}`;
  }, [heading, overview.value]);
  useFocusOnNewPage(`${route.page}/${route.rest}`);
  return (
    <OverviewContext value={overview}>
      <button type="button" className="skip" onClick={skip}>
        {words.dashboard.skip}
      </button>
      <header className="top">
        <p className="exhibit">{heading}</p>
        <Connection overview={overview} />
        <span className="who">{person.name}</span>
        <button type="button" className="plain" onClick={signOut}>
          <Icon name="leave" />
          <span>{words.dashboard.signIn.out}</span>
        </button>
      </header>
      <nav className="pages" aria-label={words.dashboard.pages.label}>
        {PAGES.map((page) => (
          <a key={page} href={address(page)} aria-current={route.page === page ? 'page' : undefined}>
            <Icon name={ICONS[page]} />
            <span>{words.dashboard.pages[page]}</span>
          </a>
        ))}
      </nav>
      <main id="content" tabIndex={-1} data-away={overview.problem !== null}>
        <Page route={route} person={person} rows={overview.value === null ? [] : rowsOf(overview.value)} />
      </main>
    </OverviewContext>
  );
}

/** Not by a link: the address says which view is shown. */
function skip(): void {
  document.getElementById('content')?.focus();
}

function Page({ route, person, rows }: { readonly route: Route; readonly person: Props['person']; readonly rows: readonly Row[] }) {
  const words = useWords();
  switch (route.page) {
    case 'now':
      return <NowPage person={person} rows={rows} />;
    case 'incidents':
      return <IncidentsPage number={route.rest === '' ? null : Number(route.rest)} />;
    case 'logs':
      return <LogsPage query={route.query} rows={rows} />;
    case 'graphs':
      return <GraphsPage query={route.query} rows={rows} />;
    case 'alerts':
      return <AlertsPage role={person.role} />;
    case 'audit':
      return <AuditPage />;
    case null:
      return (
        <>
          <h1>{words.dashboard.unknownPage}</h1>
          <p>
            <a href={address('now')}>{words.dashboard.toStart}</a>
          </p>
        </>
      );
  }
}

/** Whether what is shown is of now; said when it changes, to those who only hear the page too. */
function Connection({ overview }: { readonly overview: OverviewReading }) {
  const words = useWords();
  const zone = useZone();
  const now = useNow();
  const { announce } = useNotices();
  const { expected } = useExpected();
  const { problem, since } = overview;
  const lost = problem !== null;
  const wasLost = useRef(false);
  const { connection } = words.dashboard;
  const text = lost ? fill(connection.lost, { time: clock(new Date(since), zone) }) : connection.live;
  useEffect(() => {
    if (lost) announce(text);
    else if (wasLost.current) announce(connection.back);
    wasLost.current = lost;
  }, [lost, text, announce, connection]);
  const back = lost ? expectation(expected, now, words) : null;
  return (
    <p className="connection" data-lost={lost}>
      <span className="dot" aria-hidden="true" />
      {back === null ? text : whole(back)}
    </p>
  );
}

/** A new view begins at its top, and screen readers begin to read there; not the first one, which begins by itself. */
function useFocusOnNewPage(view: string): void {
  const [first] = useState(view);
  const last = useRef(first);
  useEffect(() => {
    if (last.current === view) return;
    last.current = view;
    scrollTo(0, 0);
    document.getElementById('content')?.focus();
  }, [view]);
}
