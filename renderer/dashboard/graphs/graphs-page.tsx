/** What machine and services used in the last hour, day or month. */
import { useCallback, useMemo } from 'react';
import { RANGES, type ResourceHistory } from '../../../electron/documents/history.ts';
import type { Row } from '../../exhibit/rows.ts';
import { useWords } from '../../words/context.tsx';
import { title, type Words } from '../../words/words.ts';
import { type Range, useApi } from '../api.ts';
import { type Freshness, useLive } from '../live.tsx';
import { NotRead } from '../not-read.tsx';
import { address } from '../route.ts';
import { Figures } from './figures.tsx';
import { Plot } from './plot.tsx';
import { type Graph, machineGraphs, serviceGraphs } from './series.ts';

/** The shortest step is a minute. */
const FRESH: Freshness = { everyMs: 60_000 };

interface Props {
  readonly query: URLSearchParams;
  readonly rows: readonly Row[];
}

export function GraphsPage({ query, rows }: Props) {
  const { graphs: texts } = useWords().dashboard;
  const range = RANGES.find((one) => one === query.get('range')) ?? 'day';
  return (
    <>
      <h1>{texts.heading}</h1>
      <nav className="choices" aria-label={texts.range}>
        {RANGES.map((one) => (
          <a key={one} href={address('graphs', '', { range: one })} aria-current={one === range ? 'true' : undefined}>
            {texts[one]}
          </a>
        ))}
      </nav>
      <Graphs key={range} range={range} rows={rows} />
    </>
  );
}

function Graphs({ range, rows }: { readonly range: Range; readonly rows: readonly Row[] }) {
  const words = useWords();
  const api = useApi();
  const reading = useLive(
    useCallback(() => api.resources(range), [api, range]),
    FRESH,
  );
  const { value } = reading;
  // Rows are new with each reading of the overview; what they are called is not.
  const titles = JSON.stringify(rows.map(({ name, status }) => [status.name, title(name, words)]));
  const parts = useMemo(() => (value === null ? null : graphsOf(value, new Map(JSON.parse(titles)), words)), [value, titles, words]);
  const { graphs: texts } = words.dashboard;
  if (value === null || parts === null) return <NotRead reading={reading} />;
  return (
    <>
      <Group heading={texts.machine} graphs={parts.machine} history={value} />
      <Group heading={texts.services} graphs={parts.services} history={value} />
    </>
  );
}

function graphsOf(history: ResourceHistory, titles: ReadonlyMap<string, string>, words: Words) {
  return { machine: machineGraphs(history, words), services: serviceGraphs(history, (name) => titles.get(name) ?? name, words) };
}

function Group({
  heading,
  graphs,
  history,
}: {
  readonly heading: string;
  readonly graphs: readonly Graph[];
  readonly history: ResourceHistory;
}) {
  const { graphs: texts } = useWords().dashboard;
  return (
    <section className="graphs" aria-label={heading}>
      <h2>{heading}</h2>
      {graphs.length === 0 && <p className="quiet">{texts.nothing}</p>}
      <div className="graph-grid">
        {graphs.map((graph) => (
          <section key={graph.name} className="graph" aria-label={graph.name}>
            <h3>{graph.name}</h3>
            <Plot graph={graph} times={history.times} range={history.range} />
            <Figures graph={graph} />
          </section>
        ))}
      </div>
    </section>
  );
}
