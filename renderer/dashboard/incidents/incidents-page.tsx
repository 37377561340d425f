import { useWords } from '../../words/context.tsx';
import { useApi } from '../api.ts';
import { useLive } from '../live.tsx';
import { NotRead } from '../not-read.tsx';
import { IncidentList } from './incident-list.tsx';
import { IncidentPage } from './incident-page.tsx';
import { INCIDENTS } from './lately.tsx';

/** `number`: of the one whose story is told; null: all of them. */
export function IncidentsPage({ number }: { readonly number: number | null }) {
  return number === null ? <All /> : <IncidentPage key={number} number={number} />;
}

function All() {
  const words = useWords();
  const reading = useLive(useApi().incidents, INCIDENTS);
  return (
    <>
      <h1>{words.dashboard.incidents.heading}</h1>
      <NotRead reading={reading} />
      {reading.value !== null && <IncidentList incidents={reading.value.incidents} />}
    </>
  );
}
