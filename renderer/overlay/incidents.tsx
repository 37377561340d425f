import { useEffect, useRef, useState } from 'react';
import type { Incidents as Document } from '../../electron/documents/incidents.ts';
import { useEscape } from '../exhibit/use-escape.ts';
import { duration, moment } from '../parts/format.ts';
import { useNow } from '../parts/now.ts';
import { useWords } from '../words/context.tsx';
import { fill, type Words, whole } from '../words/words.ts';
import { IncidentPicture } from './incident-picture.tsx';

type Incident = Document['incidents'][number];

/** Enough to see whether it happens again and again; the rest stands in `invigil incidents`. */
const SHOWN = 6;

export function Incidents({ incidents }: { readonly incidents: readonly Incident[] }) {
  const words = useWords();
  const [open, setOpen] = useState<number | null>(null);
  const now = useNow();
  return (
    <section className="incidents">
      <h2>{words.incidents.heading}</h2>
      {incidents.length === 0 && <p className="quiet">{words.incidents.none}</p>}
      <ul className="rows">
        {incidents.slice(0, SHOWN).map((incident) => {
          const isOpen = open === incident.number;
          return (
            <li key={incident.number} className={isOpen ? 'incident open' : 'incident'}>
              <button type="button" className="row" aria-expanded={isOpen} onClick={() => setOpen(isOpen ? null : incident.number)}>
                {incident.has_picture && <IncidentPicture number={incident.number} />}
                <span className="name">{whole(incident.what)}</span>
                <span className="doing">{isOpen ? exactly(incident, now, words) : ago(incident, now, words)}</span>
              </button>
              {isOpen && <IncidentDetail incident={incident} close={() => setOpen(null)} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function IncidentDetail({ incident, close }: { readonly incident: Incident; readonly close: () => void }) {
  const whole = useRef<HTMLDivElement>(null);
  useEffect(() => {
    whole.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  useEscape(close);
  return incident.has_picture ? (
    <div className="detail" ref={whole}>
      <IncidentPicture number={incident.number} />
    </div>
  ) : null;
}

function ago({ started_at }: Incident, now: number, words: Words): string {
  return fill(words.incidents.ago, { duration: duration(Math.max(0, now - Date.parse(started_at)), words.language) });
}

function exactly({ started_at, ended_at }: Incident, now: number, words: Words): string {
  const of = (time: string) => moment(new Date(time), new Date(now), words.language);
  if (ended_at === null) return fill(words.incidents.open, { start: of(started_at) });
  return fill(words.incidents.over, { start: of(started_at), end: of(ended_at) });
}
