import { useState } from 'react';
import type { May } from '../exhibit/permissions.ts';
import type { Row } from '../exhibit/rows.ts';
import { ServiceDetail } from '../exhibit/service-detail.tsx';
import { ServiceRow } from '../exhibit/service-row.tsx';
import { useNow } from '../parts/now.ts';
import { useWords } from '../words/context.tsx';

/** More rows than this stand in columns where the screen is wide, and show less each. */
const MANY = 4;

interface Props {
  readonly rows: readonly Row[];
  readonly may: May;
  readonly disabled: boolean;
}

/** One row for each service; at most one of them is open. */
export function Services({ rows, may, disabled }: Props) {
  const words = useWords();
  const now = useNow();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <section className="services" aria-label={words.services.heading}>
      <ul className={rows.length > MANY ? 'rows many' : 'rows'}>
        {rows.map((row) => {
          const isOpen = open === row.status.name;
          return (
            <li key={row.status.name} className={isOpen ? 'service open' : 'service'}>
              <ServiceRow row={row} now={now} isOpen={isOpen} touched={() => setOpen(isOpen ? null : row.status.name)} />
              {isOpen && <ServiceDetail row={row} may={may} disabled={disabled} close={() => setOpen(null)} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
