import { useWords } from '../../words/context.tsx';
import { useApi } from '../api.ts';
import { type Freshness, useLive } from '../live.tsx';
import { address } from '../route.ts';
import { IncidentList } from './incident-list.tsx';

/** Enough to see whether it happens again and again. */
const SHOWN = 3;
export const INCIDENTS: Freshness = { everyMs: 60_000, at: ['alert', 'service', 'exhibit'] };

/** The newest incidents, for the first screen. */
export function Lately() {
  const words = useWords();
  const { value } = useLive(useApi().incidents, INCIDENTS);
  if (value === null) return null;
  const { incidents: texts } = words.dashboard;
  return (
    <section className="incidents">
      <h2>{texts.lately}</h2>
      <IncidentList incidents={value.incidents.slice(0, SHOWN)} />
      {value.incidents.length > SHOWN && (
        <p>
          <a href={address('incidents')}>{texts.all}</a>
        </p>
      )}
    </section>
  );
}
