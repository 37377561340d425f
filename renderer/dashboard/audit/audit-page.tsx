import { useWords } from '../../words/context.tsx';
import { useApi } from '../api.ts';
import { type Freshness, useLive } from '../live.tsx';
import { NotRead } from '../not-read.tsx';
import { When } from '../when.tsx';

const FRESH: Freshness = { everyMs: 30_000, at: ['command'] };

/** A line says who, what, and what came of it: that it was done needs no word. */
const DONE = /: done$/;

/** Who did what, newest first; also what was refused, and who signed in. */
export function AuditPage() {
  const { audit: texts } = useWords().dashboard;
  const reading = useLive(useApi().audit, FRESH);
  return (
    <>
      <h1>{texts.heading}</h1>
      <NotRead reading={reading} />
      {reading.value !== null &&
        (reading.value.entries.length === 0 ? (
          <p className="quiet">{texts.none}</p>
        ) : (
          <ol className="deeds">
            {reading.value.entries.map((entry, index) => (
              <li key={`${entry.at} ${index}`}>
                <When at={entry.at} />
                <span className="line">{entry.line.replace(DONE, '')}</span>
              </li>
            ))}
          </ol>
        ))}
    </>
  );
}
