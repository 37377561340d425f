/** One incident: what happened, the screen as it was, its story, the last lines, where its processes stood. */
import { type ReactNode, useCallback } from 'react';
import type { IncidentDocument } from '../../../electron/documents/incident.ts';
import { exactClock } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { useZone, type Zone } from '../../parts/zone.ts';
import { useWords } from '../../words/context.tsx';
import { fill, whole } from '../../words/words.ts';
import { pictureOfIncident, useApi } from '../api.ts';
import { type Freshness, useLive } from '../live.tsx';
import { NotRead } from '../not-read.tsx';
import { address } from '../route.ts';
import { When } from '../when.tsx';

/** It may go on. */
const FRESH: Freshness = { everyMs: 30_000, at: ['alert', 'service'] };

export function IncidentPage({ number }: { readonly number: number }) {
  const words = useWords();
  const api = useApi();
  const reading = useLive(
    useCallback(() => api.incident(number), [api, number]),
    FRESH,
  );
  const { incidents: texts } = words.dashboard;
  const missing = reading.problem?.kind === 'not-found';
  return (
    <article className="incident">
      <p>
        <a className="back" href={address('incidents')}>
          <Icon name="back" />
          {texts.back}
        </a>
      </p>
      {missing ? <h1>{fill(texts.missing, { number })}</h1> : <NotRead reading={reading} />}
      {!missing && reading.value !== null && <Story incident={reading.value} />}
    </article>
  );
}

function Story({ incident }: { readonly incident: IncidentDocument }) {
  const words = useWords();
  const zone = useZone();
  const { incidents: texts } = words.dashboard;
  return (
    <>
      <h1>{whole(incident.what)}</h1>
      <dl className="facts">
        <Fact name={texts.began}>
          <When at={Date.parse(incident.started_at)} />
        </Fact>
        <Fact name={texts.ended}>{incident.ended_at === null ? texts.open : <When at={Date.parse(incident.ended_at)} />}</Fact>
        <Fact name={texts.service}>{incident.service ?? texts.supervisor}</Fact>
      </dl>
      {incident.has_picture ? (
        <figure>
          <img className="view" src={pictureOfIncident(incident.number)} alt={words.incidents.picture} />
          <figcaption className="quiet">{words.incidents.picture}</figcaption>
        </figure>
      ) : (
        <p className="quiet">{texts.noPicture}</p>
      )}
      <Text heading={texts.story} text={incident.story} />
      {incident.tails.map(({ at, lines }) => (
        <Text
          key={at}
          heading={fill(texts.tail, { time: exactClock(new Date(at), zone) })}
          text={lines.map((line) => lineText(line, zone)).join('\n')}
        />
      ))}
      {incident.stack !== null && <Text heading={texts.stack} text={incident.stack} />}
      {incident.service !== null && (
        <p>
          <a href={address('logs', '', { services: incident.service })}>{texts.logs}</a>
        </p>
      )}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** As it was written; long lines are broken. */
function Text({ heading, text }: { readonly heading: string; readonly text: string }) {
  return (
    <section aria-label={heading}>
      <h2>{heading}</h2>
      <pre lang="">{text}</pre>
    </section>
  );
}

function lineText({ at, stream, text }: IncidentDocument['tails'][number]['lines'][number], zone: Zone): string {
  return `${exactClock(new Date(at), zone)} ${stream === 'inv' ? `[${text}]` : text}`;
}
