import { useState } from 'react';
import type { May } from '../../exhibit/permissions.ts';
import type { Row } from '../../exhibit/rows.ts';
import { ServiceDetail } from '../../exhibit/service-detail.tsx';
import { ServiceRow } from '../../exhibit/service-row.tsx';
import { useNow } from '../../parts/now.ts';
import { useZone } from '../../parts/zone.ts';
import { useWords } from '../../words/context.tsx';
import { title } from '../../words/words.ts';
import { useApi } from '../api.ts';
import { type Freshness, useLive } from '../live.tsx';
import { Strip, StripScale } from './strip.tsx';
import { scaleOf, scaleText } from './strip-scale.ts';

/** A day is 1,440 minutes wide: newer ones are hardly seen. */
const STRIPS: Freshness = { everyMs: 60_000, at: ['service', 'exhibit'] };

interface Props {
  readonly rows: readonly Row[];
  readonly may: May;
  readonly disabled: boolean;
}

/** One row for each service with its last 24 hours; at most one of them is open. */
export function Services({ rows, may, disabled }: Props) {
  const words = useWords();
  const now = useNow();
  const { value: strips } = useLive(useApi().strips, STRIPS);
  const zone = useZone();
  const scale = strips === null ? null : scaleOf(strips);
  const [open, setOpen] = useState<string | null>(null);
  return (
    <section className="services" aria-label={words.services.heading}>
      <header>
        <h2>{words.dashboard.services.heading}</h2>
        {strips !== null && scale !== null && <p className="quiet">{scaleText(scale, strips, words, zone)}</p>}
      </header>
      <ul className="rows">
        {rows.map((row) => {
          const { name } = row.status;
          const isOpen = open === name;
          return (
            <li key={name} className={isOpen ? 'service open' : 'service'}>
              <ServiceRow row={row} now={now} isOpen={isOpen} touched={() => setOpen(isOpen ? null : name)} />
              {strips !== null && scale !== null && <Strip strips={strips} scale={scale} service={name} name={title(row.name, words)} />}
              {isOpen && <ServiceDetail row={row} may={may} disabled={disabled} close={() => setOpen(null)} />}
            </li>
          );
        })}
      </ul>
      {scale !== null && <StripScale scale={scale} />}
    </section>
  );
}
