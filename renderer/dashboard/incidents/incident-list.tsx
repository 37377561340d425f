import type { Incidents } from '../../../electron/documents/incidents.ts';
import { duration } from '../../parts/format.ts';
import { useWords } from '../../words/context.tsx';
import { fill, type Words, whole } from '../../words/words.ts';
import { pictureOfIncident } from '../api.ts';
import { address } from '../route.ts';
import { Ago } from '../when.tsx';

type Incident = Incidents['incidents'][number];

/** What failed, newest first: each leads to its whole story. */
export function IncidentList({ incidents }: { readonly incidents: readonly Incident[] }) {
  const words = useWords();
  if (incidents.length === 0) return <p className="quiet">{words.dashboard.incidents.none}</p>;
  return (
    <ul className="stories">
      {incidents.map((incident) => (
        <li key={incident.number}>
          <a className="story" href={address('incidents', String(incident.number))}>
            {incident.has_picture && <img src={pictureOfIncident(incident.number)} alt="" loading="lazy" />}
            <span className="what">{whole(incident.what)}</span>
            <span className="quiet">
              <Ago at={Date.parse(incident.started_at)} />, {endOf(incident, words)}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function endOf({ started_at, ended_at }: Incident, { dashboard, language }: Words): string {
  if (ended_at === null) return dashboard.incidents.open;
  return fill(dashboard.incidents.lasted, { duration: duration(Date.parse(ended_at) - Date.parse(started_at), language) });
}
